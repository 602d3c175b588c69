package dev.mergesweep.experiments.quickstart;

import dev.mergesweep.evaluator.tokenizer.Tokenizer;
import dev.mergesweep.evaluator.tokenizer.Tokens;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** Endless training rows: texts one after the other, each between BOS and EOS, cut where a row is full. */
final class Batches implements Supplier<long[][]> {

    /** How often an author is asked, in proportion to the others. */
    record Share(Author author, double weight) {}

    private final Tokenizer tokenizer;
    private final List<Share> shares;
    private final Likeness validation;
    private final long[][] rows;
    private final Random random;
    private long[] rest = {};

    /**
     * @param validation texts that nearly repeat one of these are passed over
     * @param rows what every batch is written into
     */
    Batches(Tokenizer tokenizer, List<Share> shares, Likeness validation, long[][] rows, long seed) {
        this.tokenizer = tokenizer;
        this.shares = List.copyOf(shares);
        this.validation = validation;
        this.rows = rows;
        this.random = new Random(seed);
    }

    @Override
    public long[][] get() {
        for (long[] row : rows) {
            while (rest.length < row.length) {
                append(tokenizer.encodeWithAdded(text()));
            }
            System.arraycopy(rest, 0, row, 0, row.length);
            rest = Arrays.copyOfRange(rest, row.length, rest.length);
        }
        return rows;
    }

    private void append(Tokens tokens) {
        int end = rest.length + tokens.size();
        rest = Arrays.copyOf(rest, end + 1);
        System.arraycopy(tokens.ids(0, tokens.size()), 0, rest, end - tokens.size(), tokens.size());
        rest[end] = tokenizer.eos().orElseThrow();
    }

    private String text() {
        String text = author().write(random);
        while (validation.repeats(text)) {
            text = author().write(random);
        }
        return text;
    }

    private Author author() {
        double point =
                random.nextDouble() * shares.stream().mapToDouble(Share::weight).sum();
        for (Share share : shares) {
            point -= share.weight();
            if (point < 0) {
                return share.author();
            }
        }
        return shares.getLast().author();
    }
}
