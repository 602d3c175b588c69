package dev.mergesweep.sweep;

import dev.mergesweep.merger.yaml.YamlNode;
import dev.mergesweep.merger.yaml.YamlNode.Scalar;
import dev.mergesweep.sweep.learn.Bounds;
import dev.mergesweep.sweep.learn.Learning;
import dev.mergesweep.sweep.learn.Parameters.Sharing;
import dev.mergesweep.sweep.space.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Reads what {@code search} says to methods that learn t. */
final class LearningReader {
    private static final Learning DEFAULT = Learning.DEFAULT;

    private final Section search;
    private final String method;

    LearningReader(Section search) {
        this.search = search;
        this.method = search.value("method") instanceof Scalar scalar ? scalar.text() : "";
    }

    /** The keys of {@code search} for its method. @param others for every method */
    String[] keys(String... others) {
        Stream<String> own = switch (method) {
            case "map" -> Stream.of("at", "texts");
            case "descent" -> Stream.of("at", "texts", "parameters", "start", "bounds", "pull", "norms", "rate");
            default -> Stream.of();
        };
        return Stream.concat(Stream.of(others), own).toArray(String[]::new);
    }

    Learning read() {
        Bounds bounds = bounds();
        return new Learning(
                points(),
                search.number("texts", DEFAULT.texts(), share -> share > 0 && share <= 1, "a share above 0, at most 1"),
                Sharing.of(search.word("parameters", DEFAULT.sharing().word(), Sharing.words())),
                search.number(
                        "start",
                        DEFAULT.start(),
                        t -> t >= bounds.low() && t <= bounds.high(),
                        "a t within the bounds"),
                bounds,
                search.number("pull", DEFAULT.pull(), pull -> pull >= 0, "a number of at least 0"),
                search.word("norms", "held", List.of("held", "free")).equals("free"),
                search.number("rate", DEFAULT.rate(), rate -> rate > 0 && rate <= 1, "a number above 0, at most 1"));
    }

    private List<Double> points() {
        List<Double> points = numbers("at");
        List<Double> sorted = points.stream().distinct().sorted().toList();
        if (!points.isEmpty() && (sorted.size() < 2 || !sorted.equals(points))) {
            search.error(
                    search.place(),
                    "at",
                    "needs at least two different t in ascending order",
                    "Write [0.25, 0.5, 0.75]");
        }
        return sorted.size() < 2 ? DEFAULT.points() : sorted;
    }

    private Bounds bounds() {
        List<Double> ends = numbers("bounds");
        if (ends.isEmpty()) {
            return DEFAULT.bounds();
        }
        if (ends.size() != 2 || ends.getFirst() >= ends.getLast()) {
            search.error(search.place(), "bounds", "are a smaller and a larger t", "Write [0, 1]");
            return DEFAULT.bounds();
        }
        return new Bounds(ends.getFirst(), ends.getLast());
    }

    private List<Double> numbers(String key) {
        List<Double> numbers = new ArrayList<>();
        for (YamlNode item : search.items(key)) {
            try {
                numbers.add(item instanceof Scalar scalar ? Double.parseDouble(scalar.text()) : Double.NaN);
            } catch (NumberFormatException e) {
                numbers.add(Double.NaN);
            }
        }
        if (!numbers.stream().allMatch(Double::isFinite)) {
            search.error(search.place(), key, "holds something that is no number", "Write a list of t, [0, 1]");
            return List.of();
        }
        return numbers;
    }
}
