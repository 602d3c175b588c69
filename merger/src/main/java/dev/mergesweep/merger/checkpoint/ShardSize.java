package dev.mergesweep.merger.checkpoint;

import dev.mergesweep.merger.yaml.InputException;
import dev.mergesweep.merger.yaml.Place;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The size of a shard as people write it: {@code 5B}, {@code 500M}, {@code 2GB}; powers of 1000, as in mergekit. */
public final class ShardSize {
    /** mergekit's default. */
    public static final String DEFAULT = "5B";

    private static final Pattern SIZE = Pattern.compile("(\\d{1,15})(|B|[KMG]B?)");

    private ShardSize() {}

    /**
     * @param option what messages call the place it was written
     * @return bytes, at least 1
     * @throws InputException where the text is no size
     */
    public static long bytes(String option, String text) {
        Matcher matcher = SIZE.matcher(text.strip().toUpperCase(Locale.ROOT));
        if (!matcher.matches() || Long.parseLong(matcher.group(1)) == 0) {
            throw refusal(option, text);
        }
        long unit = switch (matcher.group(2)) {
            case "K", "KB" -> 1_000L;
            case "M", "MB" -> 1_000_000L;
            case "B", "G", "GB" -> 1_000_000_000L;
            default -> 1L;
        };
        try {
            return Math.multiplyExact(Long.parseLong(matcher.group(1)), unit);
        } catch (ArithmeticException e) {
            throw refusal(option, text);
        }
    }

    private static InputException refusal(String option, String text) {
        return new InputException(
                Place.of(option),
                "\"%s\" is not a size".formatted(text),
                "Use whole numbers with K, M or B, for example 500M or 5B");
    }
}
