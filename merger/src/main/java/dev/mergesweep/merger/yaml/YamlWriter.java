package dev.mergesweep.merger.yaml;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Writes a document back as YAML that PyYAML reads as the same values: block style, lists of plain values on one line. The
 * same document always gives the same text.
 */
public final class YamlWriter {
    private static final int INDENT = 2;

    /** Texts that no reader takes for anything else; a date, for one, begins with a digit. */
    private static final Pattern PLAIN = Pattern.compile("(?:[A-Za-z_/]|\\.\\.?/)[A-Za-z0-9_./+@-]*");

    private final StringBuilder out = new StringBuilder();

    private YamlWriter() {}

    public static String write(YamlNode node) {
        YamlWriter writer = new YamlWriter();
        writer.block(node, 0);
        return writer.out.append('\n').toString();
    }

    /** Writes a node at the place where a line has already got its indentation. */
    private void block(YamlNode node, int indent) {
        switch (node) {
            case YamlNode.Scalar scalar -> out.append(scalar(scalar));
            case YamlNode.Mapping mapping -> entries(mapping.entries(), indent);
            case YamlNode.Sequence sequence -> items(sequence.items(), indent);
        }
    }

    private void entries(List<YamlNode.Entry> entries, int indent) {
        if (entries.isEmpty()) {
            out.append("{}");
        }
        for (int i = 0; i < entries.size(); i++) {
            if (i > 0) {
                newLine(indent);
            }
            out.append(scalar(entries.get(i).key())).append(':');
            value(entries.get(i).value(), indent);
        }
    }

    private void value(YamlNode value, int indent) {
        if (fitsOnLine(value)) {
            out.append(' ').append(flow(value));
        } else {
            int deeper = indent + INDENT;
            newLine(deeper);
            block(value, deeper);
        }
    }

    private void items(List<YamlNode> items, int indent) {
        if (items.isEmpty()) {
            out.append("[]");
        }
        for (int i = 0; i < items.size(); i++) {
            if (i > 0) {
                newLine(indent);
            }
            out.append("- ");
            if (fitsOnLine(items.get(i))) {
                out.append(flow(items.get(i)));
            } else {
                block(items.get(i), indent + INDENT);
            }
        }
    }

    private void newLine(int indent) {
        out.append('\n').append(" ".repeat(indent));
    }

    private static boolean fitsOnLine(YamlNode node) {
        return switch (node) {
            case YamlNode.Scalar _ -> true;
            case YamlNode.Sequence(Place _, List<YamlNode> items) ->
                items.stream().allMatch(YamlNode.Scalar.class::isInstance);
            case YamlNode.Mapping(Place _, List<YamlNode.Entry> entries) -> entries.isEmpty();
        };
    }

    private static String flow(YamlNode node) {
        return switch (node) {
            case YamlNode.Scalar scalar -> scalar(scalar);
            case YamlNode.Sequence(Place _, List<YamlNode> items) ->
                "[" + String.join(", ", items.stream().map(YamlWriter::flow).toList()) + "]";
            case YamlNode.Mapping _ -> "{}";
        };
    }

    private static String scalar(YamlNode.Scalar scalar) {
        return switch (scalar.value()) {
            case ScalarValue.Null _ -> "null";
            case ScalarValue.Bool(boolean value) -> Boolean.toString(value);
            case ScalarValue.Whole(var value) -> value.toString();
            case ScalarValue.Real(double value) -> real(value);
            case ScalarValue.Text(String value) -> text(value);
        };
    }

    /** The shortest digits that give the same double; a point always, and a sign in the exponent, or YAML 1.1 reads a text. */
    private static String real(double value) {
        if (Double.isNaN(value)) {
            return ".nan";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? ".inf" : "-.inf";
        }
        String digits = Double.toString(value);
        int exponent = digits.indexOf('E');
        return exponent < 0 || digits.charAt(exponent + 1) == '-'
                ? digits.toLowerCase(Locale.ROOT)
                : digits.substring(0, exponent) + "e+" + digits.substring(exponent + 1);
    }

    private static String text(String value) {
        boolean plain = PLAIN.matcher(value).matches() && ScalarResolver.resolve(value) instanceof ScalarValue.Text;
        return plain ? value : quoted(value);
    }

    private static String quoted(String value) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                case '\r' -> quoted.append("\\r");
                default -> quoted.append(printable(c) ? String.valueOf(c) : "\\u%04x".formatted((int) c));
            }
        }
        return quoted.append('"').toString();
    }

    private static boolean printable(char c) {
        return c >= ' ' && c < 0x7f || c >= 0xa0 && c < 0xfffe && c != '\u2028' && c != '\u2029' && c != '\ufeff';
    }
}
