package dev.mergesweep.reports.ranking;

import dev.mergesweep.merger.yaml.Place;
import dev.mergesweep.sweep.statistics.Bootstrap;
import dev.mergesweep.sweep.statistics.Measure;
import dev.mergesweep.sweep.statistics.Score;
import dev.mergesweep.sweep.statistics.Weights;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** Scores whose truth is known, and rankings of them with few resamples. */
final class MadeScores {
    static final Bootstrap SMALL = new Bootstrap(400, 3);
    static final Place PLACE = Place.of("scores.csv");

    /** Effects in nats per token by candidate; every document of a domain has its own difficulty, the noise is small. */
    static List<Score> scores(String domain, String split, int documents, Map<String, Double> effects) {
        Random random = new Random(domain.hashCode() + 31L * split.hashCode());
        List<Score> scores = new ArrayList<>();
        for (int g = 0; g < documents; g++) {
            long tokens = 80 + random.nextInt(60);
            double difficulty = 2 + 0.3 * random.nextGaussian();
            effects.forEach((candidate, effect) -> scores.add(new Score(
                    candidate,
                    domain,
                    split.charAt(0) + "-" + scores.size() / effects.size(),
                    split,
                    tokens,
                    tokens * (difficulty + effect + 0.01 * random.nextGaussian()),
                    4 * tokens,
                    tokens)));
        }
        return scores;
    }

    static SequencedMap<String, Double> effects(Object... pairs) {
        SequencedMap<String, Double> effects = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            effects.put((String) pairs[i], (Double) pairs[i + 1]);
        }
        return effects;
    }

    static Rules rules(String against, Map<String, Double> floors, @Nullable String split) {
        return new Rules(PLACE, against, Measure.MEAN_LOG_PERPLEXITY, Weights.EQUAL, floors, split);
    }

    static Ranking rank(List<Score> scores, Rules rules) {
        return Contest.of(scores, rules).rank(SMALL);
    }

    static Ranking rank(List<Score> scores) {
        return rank(scores, Rules.usual(PLACE));
    }

    static Row row(Ranking ranking, String candidate) {
        return ranking.rows().stream()
                .filter(row -> row.entry().candidate().equals(candidate))
                .findFirst()
                .orElseThrow();
    }

    static List<Score> joined(List<Score> first, List<Score> second) {
        List<Score> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    static Contest contest(List<Score> scores, List<Entry> entries, Map<String, Double> raced, Rules rules) {
        return new Contest("test", scores, entries, List.of(), raced, List.of(), rules, List.of());
    }

    private MadeScores() {}
}
