package dev.mergesweep.reports.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mergesweep.reports.ranking.Entry;
import dev.mergesweep.reports.ranking.Ranking;
import dev.mergesweep.reports.ranking.Row;
import dev.mergesweep.reports.ranking.Sample;
import dev.mergesweep.reports.ranking.ScaleControl;
import dev.mergesweep.reports.ranking.Verdict;
import dev.mergesweep.reports.report.Evidence.Schedule;
import dev.mergesweep.reports.report.Evidence.TensorFigure;
import dev.mergesweep.sweep.learn.Lessons;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SensitivitySectionTest {
    private static final List<String> PARTS = List.of("q_proj", "k_proj", "v_proj", "o_proj", "up_proj");

    @Test
    @DisplayName("colours each tensor by the candidate that changed it")
    void oneAtATime() {
        List<Schedule> schedules =
                PARTS.stream().map(part -> schedule(part, List.of(part))).toList();
        Section section = Objects.requireNonNull(SensitivitySection.of(evidence(schedules)));
        assertThat(section.blocks().getLast()).isInstanceOfSatisfying(Chart.TensorMap.class, map -> {
            assertThat(map.panels()).hasSize(1);
            assertThat(map.panels().getFirst().label()).isEqualTo("t = 1");
            assertThat(map.columns()).containsExactly("0", "1");
            assertThat(map.parts()).containsExactlyElementsOf(PARTS);
            assertThat(map.panels().getFirst().patches())
                    .contains(new Chart.Patch(0, 0, -1), new Chart.Patch(1, 0, -1), new Chart.Patch(1, 4, -5))
                    .hasSize(10);
        });
    }

    @Test
    @DisplayName("is not there where candidates overlap")
    void overlap() {
        List<Schedule> schedules = new ArrayList<>();
        for (int i = 0; i < PARTS.size(); i++) {
            schedules.add(schedule("c" + i, List.of(PARTS.get(i), PARTS.get((i + 1) % PARTS.size()))));
        }
        assertThat(SensitivitySection.of(evidence(schedules))).isNull();
    }

    private static Schedule schedule(String candidate, List<String> changed) {
        List<TensorFigure> tensors = new ArrayList<>();
        for (int layer = 0; layer < 2; layer++) {
            for (String part : PARTS) {
                String module = part.equals("up_proj") ? "mlp" : "self_attn";
                tensors.add(new TensorFigure(
                        "model.layers.%d.%s.%s.weight".formatted(layer, module, part), changed.contains(part) ? 1 : 0));
            }
        }
        return new Schedule(candidate, tensors);
    }

    /** The first candidate is better by 1 %, the next by 2 %, and so on. */
    private static Evidence evidence(List<Schedule> schedules) {
        List<Row> rows = new ArrayList<>();
        for (Schedule schedule : schedules) {
            int percent = -(rows.size() + 1);
            Row.Estimate estimate = new Row.Estimate(percent / 100.0, 0.01, 0, 0);
            rows.add(new Row(
                    new Entry(schedule.candidate(), Entry.Kind.CANDIDATE, new LinkedHashMap<>(), null, 2),
                    new Row.Standing(rows.size() + 1, 1, 1, 1, true, true),
                    "all",
                    estimate,
                    new LinkedHashMap<>(),
                    new Row.Difference(
                            estimate, 9.0, new Row.Percent(percent, percent, percent), 1, new Row.Chances(1, 1, 1)),
                    null,
                    true));
        }
        Ranking ranking = new Ranking(
                "places",
                new Ranking.Against("parent-0", "best-parent"),
                new Ranking.Decision(null, null, new Verdict.NoneBetter("parent-0", "merge"), null, List.of()),
                new Sample("all", "mean-log-perplexity", List.of(), 5, null),
                rows,
                List.of(),
                List.of(),
                List.of(),
                ScaleControl.UNKNOWN);
        return new Evidence(
                ranking,
                new Evidence.Search(ranking, Lessons.NONE, List.of()),
                Map.of(),
                schedules,
                List.of(),
                List.of(),
                List.of(),
                null);
    }
}
