package dev.mergesweep.sweep.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * The model confidence set of Hansen, Lunde and Nason (2011) with the range statistic, studentised anew in every resample:
 * while the largest |t| among the pairs still in is improbable, the worse one of that pair leaves. Who leaves next does not
 * depend on the resamples, so one pass over them gives the p-value of every step.
 */
final class ConfidenceSet {
    /** As many of the best by objective enter; the rest are out. */
    static final int ENTRANTS = 64;

    /** {@code 1 -} confidence. */
    static final double SIZE = 0.10;

    private final Residuals residuals;
    private final int[] left;
    private final int[] right;
    private final double[] observed;
    /** Last step that the pair takes part in. */
    private final int[] lastStep;

    private final List<Step> steps = new ArrayList<>();

    /** Who leaves, and the |t| that speaks for it. */
    private record Step(int leaves, double statistic) {}

    private ConfidenceSet(Residuals residuals, int[] members) {
        int pairs = members.length * (members.length - 1) / 2;
        this.residuals = residuals;
        left = new int[pairs];
        right = new int[pairs];
        observed = new double[pairs];
        lastStep = new int[pairs];
        int pair = 0;
        for (int i = 0; i < members.length; i++) {
            for (int j = i + 1; j < members.length; j++) {
                left[pair] = members[i];
                right[pair] = members[j];
                observed[pair] = residuals.overall(members[i], members[j]).t(residuals.rounding());
                pair++;
            }
        }
        arrangeSteps();
    }

    /**
     * p-value of every candidate: in the set at confidence {@code 1 - alpha} where it is above alpha.
     *
     * @param members columns that enter, ascending
     * @return 1 for the last one and for those equal to it, 0 for who did not enter
     */
    static double[] p(Residuals residuals, Resamples resamples, int[] members) {
        double[] p = new double[residuals.candidates()];
        Arrays.stream(members).forEach(member -> p[member] = 1);
        if (members.length > 1) {
            new ConfidenceSet(residuals, members).fill(p, resamples);
        }
        return p;
    }

    private void arrangeSteps() {
        Arrays.fill(lastStep, Integer.MAX_VALUE);
        int widest = widest();
        while (widest >= 0) {
            int leaves = observed[widest] > 0 ? left[widest] : right[widest];
            for (int pair = 0; pair < left.length; pair++) {
                if (stillIn(pair) && (left[pair] == leaves || right[pair] == leaves)) {
                    lastStep[pair] = steps.size();
                }
            }
            steps.add(new Step(leaves, Math.abs(observed[widest])));
            widest = widest();
        }
    }

    /** The pair still in with the largest |t|; -1 where all are equal. */
    private int widest() {
        int widest = -1;
        double largest = 0;
        for (int pair = 0; pair < left.length; pair++) {
            if (stillIn(pair) && Math.abs(observed[pair]) > largest) {
                widest = pair;
                largest = Math.abs(observed[pair]);
            }
        }
        return widest;
    }

    private boolean stillIn(int pair) {
        return lastStep[pair] == Integer.MAX_VALUE;
    }

    private void fill(double[] p, Resamples resamples) {
        AtomicIntegerArray exceeded = new AtomicIntegerArray(steps.size());
        Contrasts contrasts = new Contrasts(residuals, left, right);
        resamples.forEachBlock(() -> {
            Draws draws = contrasts.draws();
            return block -> {
                draws.take(block);
                int[] ofBlock = new int[steps.size()];
                for (int r = 0; r < block.rows(); r++) {
                    count(draws.t(r), ofBlock);
                }
                for (int s = 0; s < ofBlock.length; s++) {
                    exceeded.addAndGet(s, ofBlock[s]);
                }
            };
        });
        double largest = 0;
        for (int s = 0; s < steps.size(); s++) {
            largest = Math.max(largest, (double) exceeded.get(s) / resamples.size());
            p[steps.get(s).leaves()] = largest;
        }
    }

    private void count(double[] draws, int[] exceeded) {
        double[] widest = new double[steps.size()];
        for (int pair = 0; pair < left.length; pair++) {
            if (!stillIn(pair) && Double.isFinite(observed[pair])) {
                widest[lastStep[pair]] = Math.max(widest[lastStep[pair]], Math.abs(draws[pair]));
            }
        }
        double largest = 0;
        for (int s = widest.length - 1; s >= 0; s--) {
            largest = Math.max(largest, widest[s]);
            if (largest > steps.get(s).statistic()) {
                exceeded[s]++;
            }
        }
    }
}
