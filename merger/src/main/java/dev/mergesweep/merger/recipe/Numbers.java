package dev.mergesweep.merger.recipe;

import dev.mergesweep.merger.yaml.ScalarValue;
import dev.mergesweep.merger.yaml.YamlNode;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** Numbers as mergekit's parser takes them: also from truth values and from texts. */
final class Numbers {
    private static final Pattern DECIMAL =
            Pattern.compile("[-+]?(?:[0-9][0-9_]*\\.?[0-9_]*|\\.[0-9][0-9_]*)(?:[eE][-+]?[0-9]+)?");
    private static final Pattern SPECIAL = Pattern.compile("([-+]?)(inf|infinity|nan)");
    private static final int LONGEST = 4_300;

    private Numbers() {}

    static OptionalDouble real(YamlNode.Scalar scalar) {
        return switch (scalar.value()) {
            case ScalarValue.Null _ -> OptionalDouble.empty();
            case ScalarValue.Bool(boolean value) -> OptionalDouble.of(value ? 1 : 0);
            case ScalarValue.Whole(var value) -> finite(value.doubleValue());
            case ScalarValue.Real(double value) -> OptionalDouble.of(value);
            case ScalarValue.Text(String text) -> real(text.strip());
        };
    }

    private static OptionalDouble real(String text) {
        if (text.length() > LONGEST) {
            return OptionalDouble.empty();
        }
        var special = SPECIAL.matcher(text.toLowerCase(Locale.ROOT));
        if (special.matches()) {
            double size = special.group(2).equals("nan") ? Double.NaN : Double.POSITIVE_INFINITY;
            return OptionalDouble.of(special.group(1).equals("-") ? -size : size);
        }
        boolean number = DECIMAL.matcher(text).matches() && !text.contains("__") && !text.endsWith("_");
        return number ? OptionalDouble.of(Double.parseDouble(text.replace("_", ""))) : OptionalDouble.empty();
    }

    private static OptionalDouble finite(double value) {
        return Double.isInfinite(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    static OptionalInt whole(YamlNode.Scalar scalar) {
        OptionalDouble value = real(scalar);
        boolean whole = value.isPresent()
                && value.getAsDouble() == Math.rint(value.getAsDouble())
                && Math.abs(value.getAsDouble()) <= Integer.MAX_VALUE;
        return whole ? OptionalInt.of((int) value.getAsDouble()) : OptionalInt.empty();
    }

    /** Without the zeros and exponents that a reader need not see: {@code 0.3}, {@code 1}. */
    static String format(double value) {
        return Double.isFinite(value)
                ? new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString()
                : Double.toString(value);
    }
}
