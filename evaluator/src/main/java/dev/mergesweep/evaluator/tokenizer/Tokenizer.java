package dev.mergesweep.evaluator.tokenizer;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.CharSpan;
import dev.mergesweep.merger.yaml.InputException;
import dev.mergesweep.merger.yaml.Place;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A checkpoint's tokenizer, as {@code tokenizer.json} describes it. Texts are never cut and never padded, whatever the file
 * says: the engine's own default would silently stop at 512 ids.
 */
public final class Tokenizer implements AutoCloseable {
    private static final String PROBE = "a";
    private static final String ADVICE = "Copy the file again from where the checkpoint came from";

    private final HuggingFaceTokenizer natively;
    private final TokenizerFiles files;
    private final OptionalLong bos;
    private final boolean addsBos;
    private final String digest;

    private Tokenizer(HuggingFaceTokenizer natively, TokenizerFiles files) {
        this.natively = natively;
        this.files = files;
        long[] plain = natively.encode(PROBE, false, false).getIds();
        long[] whole = natively.encode(PROBE, true, false).getIds();
        boolean begun = whole.length > plain.length && !startsWith(whole, plain);
        Boolean byClass = files.addsBosByClass();
        this.bos = begun && byClass == null ? OptionalLong.of(whole[0]) : files.bos();
        this.addsBos = bos.isPresent() && (byClass == null ? begun : byClass);
        this.digest = TokenizerDigest.of(files, "bos %s eos %s adds %s".formatted(bos, files.eos(), addsBos));
    }

    /**
     * Reads a checkpoint's tokenizer.
     *
     * @param folder of a checkpoint, with {@code tokenizer.json} and, where BOS and EOS are named there, {@code tokenizer_config.json}
     * @throws InputException where a file is missing or broken
     */
    public static Tokenizer open(Path folder) throws IOException {
        TokenizerFiles files = TokenizerFiles.read(folder);
        TokenizerCheck.check(files);
        Map<String, String> options = Map.of("addSpecialTokens", "false", "truncation", "false", "padding", "false");
        try {
            return over(HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(files.bytes()), options), files);
        } catch (RuntimeException e) {
            throw new InputException(
                    Place.of(files.file().toString()), "the tokenizer cannot be built: " + e.getMessage(), ADVICE);
        }
    }

    private static Tokenizer over(HuggingFaceTokenizer natively, TokenizerFiles files) {
        try {
            return new Tokenizer(natively, files);
        } catch (RuntimeException e) {
            natively.close();
            throw e;
        }
    }

    /** The ids of a text, with none added at its ends. */
    public Tokens encode(String text) {
        return tokens(text, false);
    }

    /** The ids of a text as the tokenizer gives them by itself, with those that its post-processor adds. */
    public Tokens encodeWithAdded(String text) {
        return tokens(text, true);
    }

    /** Whether the tokenizer by itself puts BOS before a text. */
    public boolean addsBos() {
        return addsBos;
    }

    /** The token that begins a text. */
    public OptionalLong bos() {
        return bos;
    }

    /** The token that ends a text. */
    public OptionalLong eos() {
        return files.eos();
    }

    /** Where it was read from. */
    public String file() {
        return files.file().toString();
    }

    /** The largest id that this tokenizer can give. */
    public long largestId() {
        return files.largestId();
    }

    /** Equal digests mean equal ids, BOS included, for every text: lower-case hexadecimal. */
    public String digest() {
        return digest;
    }

    /** Checks that every id has a row in an embedding. @throws InputException where one has none */
    public void requireWithin(long rows, String checkpoint) {
        if (largestId() >= rows) {
            throw new InputException(
                    Place.of(files.file().toString()),
                    "the tokenizer gives ids up to %d, but the embedding of %s has %d rows (ids 0 to %d)"
                            .formatted(largestId(), checkpoint, rows, rows - 1),
                    "Use the tokenizer that belongs to this checkpoint");
        }
    }

    @Override
    public void close() {
        natively.close();
    }

    private Tokens tokens(String text, boolean withAdded) {
        try {
            return tokens(natively.encode(text, withAdded, false), text);
        } catch (RuntimeException e) {
            throw new InputException(Place.of(file()), "the tokenizer gives up on a text: " + e.getMessage(), ADVICE);
        }
    }

    private static Tokens tokens(Encoding encoding, String text) {
        CharSpan[] spans = encoding.getCharTokenSpans();
        int[] begins = new int[spans.length];
        int[] ends = new int[spans.length];
        CharOffsets offsets = new CharOffsets(text);
        for (int i = 0; i < spans.length; i++) {
            // An added token has no characters; it stands where the token before it ended.
            begins[i] = spans[i] == null ? (i == 0 ? 0 : ends[i - 1]) : offsets.of(spans[i].getStart());
            ends[i] = spans[i] == null ? begins[i] : offsets.of(spans[i].getEnd());
        }
        return new Tokens(encoding.getIds(), begins, ends);
    }

    private static boolean startsWith(long[] whole, long[] start) {
        return Arrays.equals(whole, 0, Math.min(start.length, whole.length), start, 0, start.length);
    }
}
