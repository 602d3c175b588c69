package dev.mergesweep.experiments.cli;

import dev.mergesweep.sweep.search.Landscape.Predicted;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What slopes predict for the points of a space, as lines and as JSON. */
final class PredictionText {
    private static final int BEST = 5;
    private static final String NONE =
            "map          takes slopes first; once a run has them, plan predicts every point of the space";

    private PredictionText() {}

    /** Every point, in order. */
    static Stream<String> all(Stream<Predicted> points) {
        return points.map(PredictionText::line);
    }

    /** The best few, and how many there are; a word on where predictions come from, where there are none. */
    static Stream<String> best(Stream<Predicted> points) {
        PriorityQueue<Predicted> kept = new PriorityQueue<>(
                Comparator.comparingDouble((Predicted each) -> each.prediction().value())
                        .reversed());
        long[] count = {0};
        points.forEachOrdered(point -> {
            count[0]++;
            kept.add(point);
            if (kept.size() > BEST) {
                kept.remove();
            }
        });
        if (count[0] == 0) {
            return Stream.of(NONE);
        }
        List<String> lines = kept.stream()
                .sorted(Comparator.comparingDouble(each -> each.prediction().value()))
                .map(each -> "             " + line(each))
                .toList();
        String head = String.format(
                Locale.ROOT, "map          %,d points predicted from slopes and scores; the best:", count[0]);
        return Stream.concat(Stream.of(head), lines.stream());
    }

    private static String line(Predicted predicted) {
        return String.format(
                Locale.ROOT,
                "%.4f ± %.4f  %s",
                predicted.prediction().value(),
                predicted.prediction().error(),
                predicted.point().axes().entrySet().stream()
                        .map(axis -> axis.getKey() + "=" + axis.getValue())
                        .collect(Collectors.joining(" ")));
    }

    static void json(ObjectNode root, Stream<Predicted> points) {
        ArrayNode list = root.putArray("predictions");
        points.forEachOrdered(point -> {
            ObjectNode entry = list.addObject();
            ObjectNode axes = entry.putObject("axes");
            point.point().axes().forEach(axes::set);
            entry.put("predicted", point.prediction().value())
                    .put("error", point.prediction().error());
        });
    }
}
