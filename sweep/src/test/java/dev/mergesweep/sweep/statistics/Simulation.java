package dev.mergesweep.sweep.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Sweeps whose truth is known: documents of different difficulty and length, noise with heavy tails (Student's t, 5 degrees
 * of freedom) that candidates share in part.
 *
 * @param spread standard deviation of the logarithm of the lengths
 * @param alike share of the noise's common part that all candidates but the reference have from one source, as merges of the
 *     same two parents do; 0 to 1
 * @param advantage of candidate {@link #BETTER}, in nats per token; all others are equal
 */
record Simulation(Random random, int candidates, int documents, double spread, double alike, double advantage) {
    static final String REFERENCE = name(0);
    static final String BETTER = name(1);
    static final double LEVEL = 2.2;

    private static final double TYPICAL_LENGTH = 150;
    private static final double DIFFICULTY = 0.35;
    private static final double SHARED = 0.8;
    private static final int SOURCES = 3;

    static Simulation of(long seed) {
        return new Simulation(new Random(seed), 30, 60, 1.0, 0, 0);
    }

    Simulation candidates(int count) {
        return new Simulation(random, count, documents, spread, alike, advantage);
    }

    Simulation documents(int count) {
        return new Simulation(random, candidates, count, spread, alike, advantage);
    }

    Simulation spread(double deviation) {
        return new Simulation(random, candidates, documents, deviation, alike, advantage);
    }

    Simulation alike(double share) {
        return new Simulation(random, candidates, documents, spread, share, advantage);
    }

    Simulation advantage(double nats) {
        return new Simulation(random, candidates, documents, spread, alike, nats);
    }

    static String name(int candidate) {
        return String.format(Locale.ROOT, "c%03d", candidate);
    }

    /** One sweep: every candidate on every document. */
    List<Score> sweep() {
        double[][] loadings = new double[candidates][];
        for (int c = 0; c < candidates; c++) {
            loadings[c] = loadings(c == 0 ? 0 : alike);
        }
        List<Score> scores = new ArrayList<>();
        for (int g = 0; g < documents; g++) {
            document(g, loadings, scores);
        }
        return scores;
    }

    private double[] loadings(double common) {
        double[] loading = direction();
        loading[0] = Math.sqrt(common) + Math.sqrt(1 - common) * loading[0];
        for (int s = 1; s < SOURCES; s++) {
            loading[s] *= Math.sqrt(1 - common);
        }
        return unit(loading);
    }

    private double[] direction() {
        double[] loading = new double[SOURCES];
        for (int s = 0; s < SOURCES; s++) {
            loading[s] = random.nextGaussian();
        }
        return unit(loading);
    }

    private static double[] unit(double[] vector) {
        double norm = Math.sqrt(vector[0] * vector[0] + vector[1] * vector[1] + vector[2] * vector[2]);
        return new double[] {vector[0] / norm, vector[1] / norm, vector[2] / norm};
    }

    private void document(int g, double[][] loadings, List<Score> scores) {
        long tokens = Math.max(6, Math.round(TYPICAL_LENGTH * Math.exp(spread * random.nextGaussian())));
        double difficulty = DIFFICULTY * random.nextGaussian();
        double deviation = Math.sqrt(0.03 * 0.03 + 0.3 * 0.3 / tokens);
        double[] sources = {heavy(), heavy(), heavy()};
        for (int c = 0; c < candidates; c++) {
            double noise = Math.sqrt(1 - SHARED) * heavy();
            for (int s = 0; s < SOURCES; s++) {
                noise += Math.sqrt(SHARED) * loadings[c][s] * sources[s];
            }
            double effect = c == 1 ? -advantage : 0;
            double nats = tokens * (LEVEL + difficulty + effect + deviation * noise);
            scores.add(
                    new Score(name(c), "all", Integer.toString(g), "all", tokens, nats, Score.UNKNOWN, Score.UNKNOWN));
        }
    }

    /** Student's t with 5 degrees of freedom, scaled to variance 1. */
    private double heavy() {
        double squares = 0;
        for (int i = 0; i < 5; i++) {
            double normal = random.nextGaussian();
            squares += normal * normal;
        }
        return random.nextGaussian() / Math.sqrt(squares / 5) * Math.sqrt(3.0 / 5);
    }
}
