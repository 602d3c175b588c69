package dev.mergesweep.merger.yaml;

import dev.mergesweep.merger.yaml.ScalarValue.Bool;
import dev.mergesweep.merger.yaml.ScalarValue.Null;
import dev.mergesweep.merger.yaml.ScalarValue.Real;
import dev.mergesweep.merger.yaml.ScalarValue.Text;
import dev.mergesweep.merger.yaml.ScalarValue.Whole;
import java.math.BigInteger;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Gives unquoted scalars their type, by the rules of YAML 1.1 as PyYAML has them. They differ from YAML 1.2 and from
 * SnakeYAML's own: {@code 3e-1} is a text, {@code 010} is 8, {@code yes} is true.
 */
final class ScalarResolver {
    /** Python refuses to convert longer numbers; so they stay texts. */
    private static final int LONGEST_NUMBER = 4_300;

    private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");
    private static final Set<String> TRUE = Set.of("yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON");
    private static final Set<String> FALSE = Set.of("no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF");

    private static final Pattern BINARY = Pattern.compile("[-+]?0b[01_]*[01][01_]*");
    private static final Pattern OCTAL = Pattern.compile("[-+]?0[0-7_]*[0-7][0-7_]*");
    private static final Pattern DECIMAL = Pattern.compile("[-+]?(?:0|[1-9][0-9_]*)");
    private static final Pattern HEXADECIMAL = Pattern.compile("[-+]?0x[0-9a-fA-F_]*[0-9a-fA-F][0-9a-fA-F_]*");
    private static final Pattern BASE_SIXTY = Pattern.compile("[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+");
    private static final Pattern REAL =
            Pattern.compile("[-+]?[0-9][0-9_]*\\.[0-9_]*(?:[eE][-+][0-9]+)?|\\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?");
    private static final Pattern REAL_BASE_SIXTY = Pattern.compile("[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\\.[0-9_]*");
    private static final Pattern INFINITY = Pattern.compile("[-+]?\\.(?:inf|Inf|INF)");
    private static final Pattern NOT_A_NUMBER = Pattern.compile("\\.(?:nan|NaN|NAN)");

    private ScalarResolver() {}

    static ScalarValue resolve(String text) {
        if (NULLS.contains(text)) {
            return new Null();
        }
        if (TRUE.contains(text) || FALSE.contains(text)) {
            return new Bool(TRUE.contains(text));
        }
        boolean numberLike = "+-.0123456789".indexOf(text.charAt(0)) >= 0 && text.length() <= LONGEST_NUMBER;
        return numberLike ? number(text) : new Text(text);
    }

    private static ScalarValue number(String text) {
        String digits = text.replace("_", "");
        if (DECIMAL.matcher(text).matches()) {
            return new Whole(new BigInteger(digits));
        }
        if (BINARY.matcher(text).matches()) {
            return new Whole(new BigInteger(digits.replace("0b", ""), 2));
        }
        if (OCTAL.matcher(text).matches()) {
            return new Whole(new BigInteger(digits, 8));
        }
        if (HEXADECIMAL.matcher(text).matches()) {
            return new Whole(new BigInteger(digits.replace("0x", ""), 16));
        }
        if (BASE_SIXTY.matcher(text).matches()) {
            return new Whole(baseSixty(digits));
        }
        return real(text, digits);
    }

    private static ScalarValue real(String text, String digits) {
        if (REAL.matcher(text).matches()) {
            return new Real(Double.parseDouble(digits));
        }
        if (REAL_BASE_SIXTY.matcher(text).matches()) {
            return new Real(realBaseSixty(digits));
        }
        if (INFINITY.matcher(text).matches()) {
            return new Real(text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
        }
        return NOT_A_NUMBER.matcher(text).matches() ? new Real(Double.NaN) : new Text(text);
    }

    private static BigInteger baseSixty(String digits) {
        BigInteger sum = BigInteger.ZERO;
        for (String place : unsigned(digits).split(":")) {
            sum = sum.multiply(BigInteger.valueOf(60)).add(new BigInteger(place));
        }
        return digits.startsWith("-") ? sum.negate() : sum;
    }

    private static double realBaseSixty(String digits) {
        double sum = 0;
        for (String place : unsigned(digits).split(":")) {
            sum = sum * 60 + Double.parseDouble(place);
        }
        return digits.startsWith("-") ? -sum : sum;
    }

    private static String unsigned(String digits) {
        return digits.startsWith("-") || digits.startsWith("+") ? digits.substring(1) : digits;
    }
}
