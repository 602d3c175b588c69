package dev.mergesweep.reports.report;

import dev.mergesweep.reports.ranking.Entry;
import dev.mergesweep.reports.ranking.Row;
import dev.mergesweep.reports.report.Evidence.Schedule;
import dev.mergesweep.reports.report.Evidence.TensorFigure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** For sweeps that change one place at a time: what each place is worth. Other sweeps have no such section. */
final class SensitivitySection {
    private static final int PLACES = 4;

    private final Map<String, Schedule> schedules;
    private final Map<String, Double> background;

    private SensitivitySection(Map<String, Schedule> schedules) {
        this.schedules = schedules;
        this.background = background(schedules.values().stream().toList());
    }

    static @Nullable Section of(Evidence evidence) {
        Map<String, Schedule> schedules = evidence.schedules().stream()
                .collect(Collectors.toMap(Schedule::candidate, Function.identity(), (first, _) -> first));
        List<Row> rows = evidence.search().rows().stream()
                .filter(row -> row.entry().kind() == Entry.Kind.CANDIDATE && row.difference() != null)
                .filter(row -> schedules.containsKey(row.entry().candidate()))
                .toList();
        schedules
                .keySet()
                .retainAll(rows.stream().map(row -> row.entry().candidate()).toList());
        if (rows.size() < PLACES) {
            return null;
        }
        TreeMap<Double, List<TensorFigure>> panels = new SensitivitySection(schedules).panels(rows);
        return panels == null ? null : section(panels, evidence);
    }

    private static Section section(TreeMap<Double, List<TensorFigure>> panels, Evidence evidence) {
        TensorGrid grid =
                TensorGrid.of(panels.values().stream().flatMap(List::stream).toList());
        Chart map = new Chart.TensorMap(
                "sensitivity",
                "Change of perplexity by the place that was changed",
                Chart.Scale.PERCENT,
                grid.columns(),
                grid.parts(),
                panels.entrySet().stream()
                        .map(panel -> new Chart.Panel(
                                null, "t = " + Wording.brief(panel.getKey()), grid.patches(panel.getValue())))
                        .toList());
        String text =
                "Each candidate changes t in one place alone. The colour of a place is the change of perplexity against "
                        + ResponseSection.reference(evidence) + " that comes of it.";
        return new Section("sensitivity", "What each place is worth", List.of(new Block.Paragraph(text), map));
    }

    /** The change in percent by tensor, by the t that was set there; null where candidates do not change one place at a time. */
    private @Nullable TreeMap<Double, List<TensorFigure>> panels(List<Row> rows) {
        TreeMap<Double, List<TensorFigure>> panels = new TreeMap<>();
        Map<Double, Set<String>> taken = new HashMap<>();
        for (Row row : rows) {
            List<TensorFigure> changed = changed(row);
            Set<Double> values = changed.stream().map(TensorFigure::value).collect(Collectors.toSet());
            if (values.size() != 1 || 2 * changed.size() > background.size()) {
                return null;
            }
            double t = values.iterator().next();
            double percent =
                    row.difference() == null ? 0 : row.difference().percent().value();
            for (TensorFigure figure : changed) {
                if (!taken.computeIfAbsent(t, _ -> new HashSet<>()).add(figure.tensor())) {
                    return null;
                }
                panels.computeIfAbsent(t, _ -> new ArrayList<>()).add(new TensorFigure(figure.tensor(), percent));
            }
        }
        return panels;
    }

    private List<TensorFigure> changed(Row row) {
        Schedule schedule = schedules.get(row.entry().candidate());
        return schedule == null
                ? List.of()
                : schedule.tensors().stream()
                        .filter(figure -> !Double.valueOf(figure.value()).equals(background.get(figure.tensor())))
                        .toList();
    }

    /** The t that most candidates have, by tensor; of equally many the smallest. */
    private static Map<String, Double> background(List<Schedule> schedules) {
        Map<String, TreeMap<Double, Integer>> counts = new LinkedHashMap<>();
        for (Schedule schedule : schedules) {
            for (TensorFigure figure : schedule.tensors()) {
                counts.computeIfAbsent(figure.tensor(), _ -> new TreeMap<>()).merge(figure.value(), 1, Integer::sum);
            }
        }
        Map<String, Double> background = new HashMap<>();
        counts.forEach((tensor, values) -> {
            int most =
                    values.values().stream().mapToInt(Integer::intValue).max().orElse(0);
            values.entrySet().stream()
                    .filter(value -> value.getValue() == most)
                    .findFirst()
                    .ifPresent(value -> background.put(tensor, value.getKey()));
        });
        return background;
    }
}
