package dev.mergesweep.reports.ranking;

import dev.mergesweep.sweep.statistics.Analysis;
import dev.mergesweep.sweep.statistics.Bootstrap;
import dev.mergesweep.sweep.statistics.ScaledScore;
import dev.mergesweep.sweep.statistics.Score;
import dev.mergesweep.sweep.statistics.ScoreTable;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All that a ranking is made from: scores and what is known of the candidates. Nothing is scored again.
 *
 * @param experiment its name; null for scores made elsewhere
 * @param scores of every split, in any order
 * @param entries of all candidates that the ranking may name; who has no entry is known by name alone
 * @param failed who failed as a whole, beside those whose scores show it
 * @param raced share of the search documents after which the race stopped a candidate, by its id
 * @param warnings what is known to be doubtful before anything is computed
 * @param scaled the scores once more, at several scales of the logits, as far as there are some
 */
public record Contest(
        @Nullable String experiment,
        List<Score> scores,
        List<Entry> entries,
        List<Ranking.Failed> failed,
        Map<String, Double> raced,
        List<String> warnings,
        Rules rules,
        List<ScaledScore> scaled) {
    private static final Comparator<Ranking.Unranked> NEAREST_FIRST = Comparator.comparing(
                    Ranking.Unranked::searchObjective, Comparator.nullsLast(Comparator.<Double>naturalOrder()))
            .thenComparing(Ranking.Unranked::candidate);

    public Contest {
        scores = List.copyOf(scores);
        failed = List.copyOf(failed);
        Map<String, Double> shares = Map.copyOf(raced);
        raced = shares;
        entries = entries.stream()
                .map(entry -> entry.droppedAt(shares.get(entry.candidate())))
                .toList();
        warnings = List.copyOf(warnings);
        scaled = List.copyOf(scaled);
    }

    /** Scores made elsewhere. */
    public static Contest of(List<Score> scores, Rules rules) {
        return new Contest(null, scores, List.of(), List.of(), Map.of(), List.of(), rules, List.of());
    }

    public Ranking rank() {
        return rank(Bootstrap.RANKING);
    }

    /** @throws dev.mergesweep.merger.yaml.InputException where the rules do not fit the scores */
    public Ranking rank(Bootstrap bootstrap) {
        Splits splits = Splits.of(scores, rules);
        Set<String> out = new HashSet<>(splits.apart() ? Set.of() : raced.keySet());
        failed.forEach(failure -> out.add(failure.candidate()));
        List<Score> contested = out.isEmpty()
                ? splits.ranked()
                : splits.ranked().stream()
                        .filter(score -> !out.contains(score.candidate()))
                        .toList();
        Fit.check(contested, rules);
        ScoreTable table = ScoreTable.of(contested, rules.measure());
        Ranking.Against against = new Reference(this, splits, table).resolve();
        Analysis analysis = Analysis.of(table, rules.weights(), against.candidate(), bootstrap);
        Rows rows = new Rows(this, splits, table, analysis);
        List<Row> all = rows.all();
        ScaleControl control = new ScaleControls(this, splits, against).of(all, bootstrap);
        return new Decisions(
                        this,
                        against,
                        rows.sample(),
                        all,
                        control,
                        (candidate, other) -> rows.compare(candidate, other, bootstrap))
                .ranking(unranked(splits, table), failed(table));
    }

    Entry entry(String candidate) {
        return entries.stream()
                .filter(entry -> entry.candidate().equals(candidate))
                .findFirst()
                .orElseGet(() -> Entry.named(candidate));
    }

    private List<Ranking.Failed> failed(ScoreTable table) {
        TreeMap<String, Ranking.Failed> broken = new TreeMap<>();
        failed.forEach(failure -> broken.put(failure.candidate(), failure));
        table.failed()
                .forEach(failure -> broken.putIfAbsent(
                        failure.candidate(),
                        new Ranking.Failed(
                                failure.candidate(), failure.reason().text(), failure.domain(), failure.document())));
        return List.copyOf(broken.values());
    }

    private List<Ranking.Unranked> unranked(Splits splits, ScoreTable table) {
        Set<String> placed = new HashSet<>(table.candidates());
        failed(table).forEach(failure -> placed.add(failure.candidate()));
        Set<String> known = new HashSet<>();
        entries.forEach(entry -> known.add(entry.candidate()));
        scores.forEach(score -> known.add(score.candidate()));
        return known.stream()
                .filter(candidate -> !placed.contains(candidate))
                .map(candidate -> new Ranking.Unranked(
                        candidate,
                        raced.containsKey(candidate) ? "raced" : splits.apart() ? "not a finalist" : "not scored yet",
                        splits.searchObjective(candidate, rules),
                        raced.get(candidate)))
                .sorted(NEAREST_FIRST)
                .toList();
    }
}
