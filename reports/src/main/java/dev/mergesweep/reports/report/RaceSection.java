package dev.mergesweep.reports.report;

import dev.mergesweep.reports.ranking.Ranking;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who was stopped early because it had visibly lost. */
final class RaceSection {
    private RaceSection() {}

    static @Nullable Section of(Evidence evidence) {
        Ranking ranking = evidence.ranking();
        TreeMap<Double, Integer> drops = new TreeMap<>();
        Stream.concat(
                        ranking.unranked().stream().map(Ranking.Unranked::droppedAt),
                        // Who held out longest fills places that too few came through for.
                        ranking.rows().stream().map(row -> row.entry().droppedAt()))
                .filter(Objects::nonNull)
                .forEach(share -> drops.merge(share, 1, Integer::sum));
        if (drops.isEmpty()) {
            return null;
        }
        int left = ranking.rows().size() + ranking.unranked().size();
        List<Chart.Rung> rungs = new ArrayList<>();
        rungs.add(new Chart.Rung(0, left));
        for (var drop : drops.entrySet()) {
            left -= drop.getValue();
            rungs.add(new Chart.Rung(drop.getKey(), left));
        }
        rungs.add(new Chart.Rung(1, left));
        return new Section(
                "race",
                "The race",
                List.of(
                        new Block.Paragraph(
                                "Candidates that had visibly lost were not scored to the end. Baselines are counted and never stopped."),
                        new Chart.Race("race", "Candidates still in the race", rungs)));
    }
}
