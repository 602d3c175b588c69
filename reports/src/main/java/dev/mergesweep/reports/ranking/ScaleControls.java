package dev.mergesweep.reports.ranking;

import dev.mergesweep.sweep.statistics.Analysis;
import dev.mergesweep.sweep.statistics.Bootstrap;
import dev.mergesweep.sweep.statistics.Finding;
import dev.mergesweep.sweep.statistics.LogitScale;
import dev.mergesweep.sweep.statistics.ScaledScore;
import dev.mergesweep.sweep.statistics.Score;
import dev.mergesweep.sweep.statistics.ScoreTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Makes the control of a ranking. */
record ScaleControls(Contest contest, Splits splits, Ranking.Against against) {
    /** So many of the best are looked at, baselines and the reference beside them. */
    private static final int SHOWN = 20;

    /** @param rows of the ranking, from best to worst */
    ScaleControl of(List<Row> rows, Bootstrap bootstrap) {
        Map<String, List<ScaledScore>> scores = contest.scaled().stream()
                .collect(Collectors.groupingBy(score -> score.score().candidate()));
        Map<String, Double> scales = new LinkedHashMap<>();
        for (Row row : rows) {
            String candidate = row.entry().candidate();
            List<ScaledScore> mine = scores.getOrDefault(candidate, List.of());
            boolean wanted = row.standing().rank() <= SHOWN || row.entry().baseline() || row.difference() == null;
            if (wanted && known(mine)) {
                scales.put(candidate, scale(mine));
            }
        }
        if (scales.size() < 2 || !scales.containsKey(against.candidate())) {
            return ScaleControl.UNKNOWN;
        }
        List<Score> at = new ArrayList<>();
        scales.forEach((candidate, scale) -> Objects.requireNonNull(scores.get(candidate)).stream()
                .filter(score -> ranked(score.score()))
                .map(score -> score.at(scale))
                .forEach(at::add));
        ScoreTable table = ScoreTable.of(at, contest.rules().measure());
        Analysis analysis = Analysis.of(table, contest.rules().weights(), against.candidate(), bootstrap);
        Rows figures = new Rows(contest, splits, table, analysis);
        return new ScaleControl(analysis.findings().stream()
                .map(finding ->
                        control(finding, Objects.requireNonNull(scales.get(finding.candidate())), figures, scores))
                .toList());
    }

    private static boolean known(List<ScaledScore> scores) {
        return !scores.isEmpty()
                && scores.stream().allMatch(score -> score.scales().size() > 1)
                && scores.stream().map(ScaledScore::scales).distinct().count() == 1;
    }

    private boolean ranked(Score score) {
        return splits.name().equals(Splits.ALL) || score.split().equals(splits.name());
    }

    /** On what the search read, so that choosing it does not use up the texts kept apart. */
    private double scale(List<ScaledScore> scores) {
        String split = splits.apart() ? Splits.SEARCH : splits.name();
        List<ScaledScore> seen = scores.stream()
                .filter(score ->
                        split.equals(Splits.ALL) || score.score().split().equals(split))
                .toList();
        return LogitScale.best(seen, contest.rules().measure(), contest.rules().weights());
    }

    private static ScaleControl.Control control(
            Finding finding, double scale, Rows figures, Map<String, List<ScaledScore>> scores) {
        List<Double> looked = Objects.requireNonNull(scores.get(finding.candidate()))
                .getFirst()
                .scales();
        boolean atEdge = looked.stream().allMatch(other -> other <= scale + LogitScale.STEP / 2)
                || looked.stream().allMatch(other -> other >= scale - LogitScale.STEP / 2);
        Row.Difference difference = finding.against() == null ? null : figures.difference(finding.against());
        return new ScaleControl.Control(
                finding.candidate(),
                scale,
                atEdge,
                figures.level(finding.objective()),
                difference == null ? null : difference.natsPerToken(),
                difference == null ? null : difference.percent(),
                finding.tiedForFirst());
    }
}
