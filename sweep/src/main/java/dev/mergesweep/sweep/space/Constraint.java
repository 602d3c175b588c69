package dev.mergesweep.sweep.space;

import dev.mergesweep.merger.yaml.Place;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One line of {@code when}: a comparison of two sums of axes and numbers, or of an axis and a text, that every candidate
 * must meet. {@code mlp >= attention}, {@code low + 0.25 <= high}, {@code shape != constant}. A template that does not use
 * one of the axes is not concerned.
 */
public final class Constraint {
    private static final Pattern COMPARISON = Pattern.compile("(.+?)\\s*(==|!=|<=|>=|<|>)\\s*(.+)");
    private static final Pattern TERM = Pattern.compile("\\s*([+-]?)\\s*([\\w.-]+?)\\s*(?=[+]|\\s-\\s|$)");

    private final Place place;
    private final String text;
    private final String operator;
    private final List<Term> left;
    private final List<Term> right;
    private final Set<String> words = new HashSet<>();

    private record Term(int sign, String word) {}

    private Constraint(Place place, String text, String operator, List<Term> left, List<Term> right) {
        this.place = place;
        this.text = text;
        this.operator = operator;
        this.left = List.copyOf(left);
        this.right = List.copyOf(right);
        left.forEach(term -> words.add(term.word()));
        right.forEach(term -> words.add(term.word()));
        words.removeIf(word -> number(word) != null);
    }

    /** Null where the text is no comparison. */
    static @Nullable Constraint parse(Place place, String text) {
        Matcher matcher = COMPARISON.matcher(text.strip());
        if (!matcher.matches()) {
            return null;
        }
        List<Term> left = terms(matcher.group(1));
        List<Term> right = terms(matcher.group(3));
        return left.isEmpty() || right.isEmpty() ? null : new Constraint(place, text, matcher.group(2), left, right);
    }

    private static List<Term> terms(String text) {
        List<Term> terms = new ArrayList<>();
        Matcher matcher = TERM.matcher(text);
        int end = 0;
        while (end < text.length() && matcher.find(end) && matcher.start() == end) {
            terms.add(new Term(matcher.group(1).equals("-") ? -1 : 1, matcher.group(2)));
            end = matcher.end();
        }
        return end == text.length() ? terms : List.of();
    }

    Place place() {
        return place;
    }

    @Override
    public String toString() {
        return text;
    }

    /** Words that are neither a number nor, in a comparison of texts, the other side: the axes that are meant. */
    Set<String> words() {
        return words;
    }

    /** Whether it asks which of two sides is larger, which only numbers can answer. */
    boolean ordered() {
        return !operator.equals("==") && !operator.equals("!=");
    }

    /** Whether values meet it. @param values by axis */
    boolean holds(Map<String, Axis.Value> values) {
        Double a = sum(left, values);
        Double b = sum(right, values);
        if (a != null && b != null) {
            return compare(Double.compare(a + 0.0, b + 0.0));
        }
        boolean equal = plain(left, values).equals(plain(right, values));
        return operator.equals("==") ? equal : operator.equals("!=") && !equal;
    }

    private boolean compare(int order) {
        return switch (operator) {
            case "==" -> order == 0;
            case "!=" -> order != 0;
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            default -> order >= 0;
        };
    }

    private static @Nullable Double sum(List<Term> terms, Map<String, Axis.Value> values) {
        double sum = 0;
        for (Term term : terms) {
            Axis.Value value = values.get(term.word());
            Double number = value == null ? number(term.word()) : number(value.json());
            if (number == null) {
                return null;
            }
            sum += term.sign() * number;
        }
        return sum;
    }

    private static String plain(List<Term> terms, Map<String, Axis.Value> values) {
        String word = terms.getFirst().word();
        Axis.Value value = values.get(word);
        return value == null ? word : Hole.text(value.node());
    }

    private static @Nullable Double number(JsonNode json) {
        return json.isNumber() ? (Double) json.doubleValue() : null;
    }

    private static @Nullable Double number(String word) {
        try {
            return Double.valueOf(word);
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
