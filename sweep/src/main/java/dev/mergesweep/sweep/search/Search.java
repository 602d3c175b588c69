package dev.mergesweep.sweep.search;

import dev.mergesweep.merger.yaml.Place;
import dev.mergesweep.sweep.learn.Learning;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Which points of a space are scored, and in what order.
 *
 * @param place of {@code search} in the file
 * @param seed of everything that is drawn
 * @param budget when to stop
 * @param learning for methods that learn t from slopes
 */
public record Search(Place place, Method method, long seed, Budget budget, Learning learning) {

    /** A way through a space. */
    public enum Method {
        /** Every point. */
        GRID,
        /** Points drawn with equal chances, none twice. */
        RANDOM,
        /** Points of a Sobol sequence: spread more evenly than by chance. */
        SOBOL,
        /** A reference point, and every point that differs from it in one axis. */
        ONE_AT_A_TIME,
        /** From the best so far to every point that is one step away in one axis, until no step is better. */
        NEIGHBOURS,
        /** Covariance matrix adaptation: for many continuous axes. */
        CMA_ES,
        /** Powell's quadratic models within bounds: for few continuous axes. */
        BOBYQA,
        /** Every point predicted from slopes at a few uniform t, and those scored that may be the best. */
        MAP,
        /** No point of the space: the t of every tensor learned by its slope. */
        DESCENT;

        /** As an experiment spells it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        public static List<String> words() {
            return Arrays.stream(values()).map(Method::word).toList();
        }

        static Method of(String word) {
            return Arrays.stream(values())
                    .filter(method -> method.word().equals(word))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(word));
        }
    }

    /**
     * What a search may cost, baselines apart; what was not scored is said.
     *
     * @param candidates at most so many are proposed
     * @param tokens at most so many are scored
     * @param hours at most so long; the only limit that depends on the machine
     */
    public record Budget(long candidates, long tokens, double hours) {
        public static final Budget NONE = new Budget(Long.MAX_VALUE, Long.MAX_VALUE, Double.POSITIVE_INFINITY);
    }

    /** @param word one of {@link Method#words()} */
    public static Search of(Place place, String word, long seed, Budget budget, Learning learning) {
        return new Search(place, Method.of(word), seed, budget, learning);
    }

    /** Whether it needs slopes. */
    public boolean learns() {
        return method == Method.MAP || method == Method.DESCENT;
    }

    /** Whether the next batch depends on the scores of the last: then every point is scored on every search document. */
    public boolean adaptive() {
        return switch (method) {
            case GRID, RANDOM, SOBOL, ONE_AT_A_TIME -> false;
            case NEIGHBOURS, CMA_ES, BOBYQA, MAP, DESCENT -> true;
        };
    }
}
