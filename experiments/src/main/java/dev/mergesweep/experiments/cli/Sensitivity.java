package dev.mergesweep.experiments.cli;

import dev.mergesweep.evaluator.slope.Slopes;
import dev.mergesweep.evaluator.slope.Slopes.Slope;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * Slopes as {@code sensitivity} shows them.
 *
 * @param schedule where they were taken: the t of every tensor
 */
record Sensitivity(SequencedMap<String, Double> schedule, Slopes slopes) {
    /** Standard errors beyond which a slope is taken for one. */
    private static final double CLEAR = 3;

    /**
     * One row.
     *
     * @param mean over domains
     * @param domains in the order of {@link Slopes#domains()}
     */
    record Row(String name, Slope mean, List<Slope> domains) {
        Row {
            domains = List.copyOf(domains);
        }

        /** Whether the texts tell the slope from 0. */
        boolean clear() {
            return Math.abs(mean.perToken()) > CLEAR * mean.standardError();
        }

        /** Which way lowers the nats; empty where the texts do not tell. */
        String better() {
            if (!clear()) {
                return "";
            }
            return mean.perToken() < 0 ? "higher t" : "lower t";
        }
    }

    private static final Comparator<Row> STEEPEST_FIRST = Comparator.comparingDouble(
                    (Row row) -> -Math.abs(row.mean().perToken()))
            .thenComparing(Row::name);

    /** Every tensor, the steepest first. */
    List<Row> tensors() {
        return rows(slopes).stream().sorted(STEEPEST_FIRST).toList();
    }

    /** What filters can address, by module and by module's part, the steepest first. */
    List<Row> filters() {
        List<Row> rows = new ArrayList<>(rows(slopes.by(TensorFilter::module)));
        for (Row part : rows(slopes.by(TensorFilter::part))) {
            if (rows.stream().noneMatch(row -> row.name().equals(part.name()))) {
                rows.add(part);
            }
        }
        return rows.stream().sorted(STEEPEST_FIRST).toList();
    }

    /** The layers, in order. */
    List<Row> layers() {
        List<Row> layers = rows(slopes.by(TensorFilter::layer)).stream()
                .filter(row -> !row.name().isEmpty())
                .toList();
        TreeMap<Integer, Row> sorted = new TreeMap<>();
        layers.forEach(row -> sorted.put(Integer.valueOf(row.name()), row));
        return List.copyOf(sorted.values());
    }

    /** Filters whose t is worth an axis. */
    List<Row> worthAnAxis() {
        return filters().stream().filter(Row::clear).toList();
    }

    private static List<Row> rows(Slopes slopes) {
        List<Slope> means = slopes.perToken();
        List<List<Slope>> domains =
                slopes.domains().stream().map(slopes::perToken).toList();
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < means.size(); i++) {
            int index = i;
            rows.add(new Row(
                    means.get(i).tensor(),
                    means.get(i),
                    domains.stream().map(domain -> domain.get(index)).toList()));
        }
        return rows;
    }
}
