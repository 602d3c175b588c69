package dev.mergesweep.evaluator.tokenizer;

import dev.mergesweep.merger.yaml.Place;
import dev.mergesweep.merger.yaml.Problems;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * What must hold before a tokenizer is handed to native code. That code says no to most of what is wrong, but over some of it
 * it would end the whole program; {@code MutatedTokenizersTest} looks for more of the kind.
 */
final class TokenizerCheck {
    private static final Set<String> MODELS = Set.of("BPE", "Unigram", "WordPiece", "WordLevel");
    private static final String ADVICE = "Copy the file again from where the checkpoint came from";

    private final Place place;
    private final Problems problems = new Problems();

    private TokenizerCheck(Place place) {
        this.place = place;
    }

    /**
     * Looks at every part that native code trusts.
     *
     * @throws dev.mergesweep.merger.yaml.InputException with everything that is wrong
     */
    static void check(TokenizerFiles files) {
        TokenizerCheck check = new TokenizerCheck(Place.of(files.file().toString()));
        check.model(files.tokenizer().path("model"));
        check.template(files.tokenizer().path("post_processor"), "post_processor");
        check.charsMap(files.tokenizer().path("normalizer"), "normalizer");
        check.problems.throwIfAny();
    }

    private void model(JsonNode model) {
        JsonNode type = model.path("type");
        if (!model.isObject()) {
            error("model", "a tokenizer has a model");
        } else if (type.isString() && !MODELS.contains(type.stringValue())) {
            error("model.type", "\"%s\" is no model of a tokenizer".formatted(type.stringValue()));
        } else if (model.path("vocab").isEmpty()) {
            error("model.vocab", "the vocabulary is empty");
        }
        merges(model.path("merges"), model.path("continuing_subword_prefix").asString(""));
    }

    /** The second half of a merge is cut by the length of the prefix, in bytes, without looking. */
    private void merges(JsonNode merges, String prefix) {
        if (prefix.isEmpty()) {
            return;
        }
        for (int i = 0; i < merges.size(); i++) {
            JsonNode merge = merges.path(i);
            String text = merge.asString("");
            String second = merge.isArray() ? merge.path(1).asString("") : text.substring(text.indexOf(' ') + 1);
            if (!cuts(second, prefix.getBytes(StandardCharsets.UTF_8).length)) {
                error(
                        "model.merges[%d]".formatted(i),
                        "\"%s\" is shorter than the prefix \"%s\" of word parts".formatted(second, prefix));
                return;
            }
        }
    }

    private static boolean cuts(String text, int bytes) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        return bytes == encoded.length || (bytes < encoded.length && (encoded[bytes] & 0xc0) != 0x80);
    }

    /** A template names special tokens that it must also define. */
    private void template(JsonNode processor, String key) {
        for (String part : new String[] {"single", "pair"}) {
            for (JsonNode piece : processor.path(part)) {
                JsonNode id = piece.path("SpecialToken").path("id");
                if (id.isString() && !processor.path("special_tokens").has(id.stringValue())) {
                    error(
                            key + "." + part,
                            "the special token \"%s\" is not defined in special_tokens".formatted(id.stringValue()));
                }
            }
        }
        for (int i = 0; i < processor.path("processors").size(); i++) {
            template(processor.path("processors").path(i), "%s.processors[%d]".formatted(key, i));
        }
    }

    /** SentencePiece's compiled table of replacements begins with the size of its trie. */
    private void charsMap(JsonNode normalizer, String key) {
        JsonNode map = normalizer.path("precompiled_charsmap");
        if (map.isString() && !map.stringValue().isEmpty() && !holdsTrie(map.stringValue())) {
            error(key + ".precompiled_charsmap", "the table of replacements is damaged");
        }
        for (int i = 0; i < normalizer.path("normalizers").size(); i++) {
            charsMap(normalizer.path("normalizers").path(i), "%s.normalizers[%d]".formatted(key, i));
        }
    }

    private static boolean holdsTrie(String base64) {
        try {
            byte[] table = Base64.getDecoder().decode(base64);
            int size = table.length < 4
                    ? -1
                    : java.nio.ByteBuffer.wrap(table)
                            .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                            .getInt();
            return size > 0 && size % 4 == 0 && size <= table.length - 4;
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    private void error(String key, String what) {
        problems.error(place, key, what, ADVICE);
    }
}
