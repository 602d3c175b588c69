package dev.mergesweep.reports.ranking;

import dev.mergesweep.merger.yaml.InputException;
import dev.mergesweep.merger.yaml.Problem;
import dev.mergesweep.sweep.statistics.Measure;
import dev.mergesweep.sweep.statistics.Objective;
import dev.mergesweep.sweep.statistics.Score;
import dev.mergesweep.sweep.statistics.ScoreTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which scores are ranked. Numbers of different splits are never compared.
 *
 * @param name of the ranked split
 * @param ranked its scores
 * @param seen by candidate, what the search read: the search split where {@code confirm} is ranked, else the ranked scores
 */
record Splits(String name, List<Score> ranked, Map<String, List<Score>> seen) {
    static final String ALL = "all";
    static final String SEARCH = "search";
    static final String CONFIRM = "confirm";

    static Splits of(List<Score> scores, Rules rules) {
        Set<String> there = new TreeSet<>();
        String before = null;
        for (Score score : scores) {
            if (!score.split().equals(before)) {
                before = score.split();
                there.add(before);
            }
        }
        String asked = rules.split();
        String name = asked != null ? asked : there.contains(CONFIRM) ? CONFIRM : ALL;
        if (!name.equals(ALL) && !there.contains(name)) {
            throw new InputException(List.of(new Problem(
                    rules.place(),
                    "split",
                    "there is no score of split " + name,
                    "There are: " + String.join(", ", there))));
        }
        List<Score> ranked = name.equals(ALL) ? scores : only(name, scores);
        List<Score> seen = name.equals(CONFIRM) ? only(SEARCH, scores) : ranked;
        return new Splits(name, ranked, byCandidate(seen));
    }

    /** Those of a candidate mostly stand together: their list is looked up once. */
    private static Map<String, List<Score>> byCandidate(List<Score> scores) {
        Map<String, List<Score>> groups = new HashMap<>();
        List<Score> group = List.of();
        String candidate = null;
        for (Score score : scores) {
            if (!score.candidate().equals(candidate)) {
                candidate = score.candidate();
                group = groups.computeIfAbsent(candidate, name -> new ArrayList<>());
            }
            group.add(score);
        }
        return groups;
    }

    private static List<Score> only(String split, List<Score> scores) {
        return scores.stream().filter(score -> score.split().equals(split)).toList();
    }

    /** What is ranked was kept apart from what the search read. */
    boolean apart() {
        return name.equals(CONFIRM);
    }

    /**
     * A candidate's objective on what the search read of it; all of it or, where a race stopped it, a part.
     *
     * @return null where it has no finite score there
     */
    @Nullable
    Double searchObjective(String candidate, Rules rules) {
        List<Score> mine = seen.getOrDefault(candidate, List.of());
        boolean unknown = rules.measure() == Measure.BITS_PER_BYTE
                && mine.stream().anyMatch(score -> score.bytes() == Score.UNKNOWN);
        if (unknown || mine.stream().noneMatch(score -> score.tokens() > 0)) {
            return null;
        }
        ScoreTable alone = ScoreTable.of(mine, rules.measure());
        return alone.candidates().isEmpty()
                ? null
                : Objective.bestFirst(alone, rules.weights()).getFirst().value();
    }
}
