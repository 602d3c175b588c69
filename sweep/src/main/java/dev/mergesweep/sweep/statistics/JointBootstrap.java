package dev.mergesweep.sweep.statistics;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Every candidate alone and against the reference, in the same resamples. Candidates pass in chunks, weakest evidence
 * first, so that the step-down needs no more than one chunk's draws in memory.
 */
final class JointBootstrap {
    /** Draws kept at a time, over all domains: 512 contrasts of 10,000 resamples are 41 MB. */
    private static final int CONTRASTS = 512;

    private static final int FEWEST = 32;

    private final Residuals residuals;
    private final Resamples resamples;
    private final int reference;
    private final boolean each;
    private final Contrast[] contrasts;
    private final Critical[] alone;
    private final Critical[] against;
    private final double[] adjusted;
    private final double[][] shifts;

    private JointBootstrap(Residuals residuals, Resamples resamples, int reference, boolean each) {
        int candidates = residuals.candidates();
        this.residuals = residuals;
        this.resamples = resamples;
        this.reference = reference;
        this.each = each;
        contrasts = IntStream.range(0, candidates)
                .mapToObj(c -> residuals.overall(c, reference))
                .toArray(Contrast[]::new);
        alone = new Critical[candidates];
        against = new Critical[candidates];
        adjusted = new double[candidates];
        shifts = new double[each ? resamples.size() : 0][candidates];
        run();
    }

    /** Every candidate alone and against the reference. */
    static JointBootstrap of(Residuals residuals, Resamples resamples, int reference) {
        return new JointBootstrap(residuals, resamples, reference, true);
    }

    /** Every candidate against the reference, and nothing of it alone: for a second reference. */
    static JointBootstrap against(Residuals residuals, Resamples resamples, int reference) {
        return new JointBootstrap(residuals, resamples, reference, false);
    }

    /** Quantiles of |t*| for one contrast: of the objective, and of each domain in it. */
    @SuppressWarnings("ArrayRecordComponent")
    record Critical(double overall, double[] domains) {
        static Critical none(int domains) {
            double[] each = new double[domains];
            Arrays.fill(each, Double.NaN);
            return new Critical(Double.NaN, each);
        }
    }

    Contrast contrast(int candidate) {
        return contrasts[candidate];
    }

    Critical alone(int candidate) {
        return alone[candidate];
    }

    Critical against(int candidate) {
        return against[candidate];
    }

    /** Romano and Wolf's p; 1 for ties and the reference. */
    double adjusted(int candidate) {
        return adjusted[candidate];
    }

    /** How far each candidate's difference to the reference moved in a resample. */
    double[] shifts(int resample) {
        return shifts[resample];
    }

    private void run() {
        int[] weakestFirst = IntStream.range(0, contrasts.length)
                .boxed()
                .sorted(Comparator.comparingDouble(c -> evidence(c)))
                .mapToInt(Integer::intValue)
                .toArray();
        StepDown stepDown = new StepDown(resamples.size());
        boolean intervals = resamples.intervals();
        int chunk = Math.max(FEWEST, CONTRASTS / (intervals ? 2 * residuals.domains() : 1));
        for (int from = 0; from < weakestFirst.length; from += chunk) {
            take(Arrays.copyOfRange(weakestFirst, from, Math.min(weakestFirst.length, from + chunk)), stepDown);
        }
        double largest = 0;
        for (int j = weakestFirst.length - 1; j >= 0; j--) {
            int candidate = weakestFirst[j];
            if (!contrasts[candidate].tie(residuals.rounding())) {
                largest = Math.max(largest, adjusted[candidate]);
                adjusted[candidate] = largest;
            }
        }
    }

    private double evidence(int candidate) {
        return -contrasts[candidate].t(residuals.rounding());
    }

    private void take(int[] candidates, StepDown stepDown) {
        int count = candidates.length;
        boolean intervals = resamples.intervals();
        int[] left = each && intervals
                ? IntStream.concat(Arrays.stream(candidates), Arrays.stream(candidates))
                        .toArray()
                : candidates;
        int[] right = new int[left.length];
        Arrays.fill(right, 0, count, reference);
        Arrays.fill(right, count, right.length, residuals.nobody());
        Contrasts pairs = new Contrasts(residuals, left, right);
        StudentisedDraws draws =
                new StudentisedDraws(intervals ? residuals.domains() : 1, pairs.size(), resamples.size());
        resamples.forEachBlock(() -> {
            Draws drawn = pairs.draws();
            return block -> {
                drawn.take(block);
                draws.take(block, drawn);
                if (each) {
                    keepShifts(candidates, block, drawn);
                }
            };
        });
        Critical none = Critical.none(residuals.domains());
        FewDocuments few = new FewDocuments(residuals);
        IntStream.range(0, count).parallel().forEach(i -> {
            int c = candidates[i];
            against[c] = intervals ? few.critical(draws.critical(i), c, reference) : none;
            alone[c] = intervals && each ? few.critical(draws.critical(count + i), c, residuals.nobody()) : none;
        });
        adjust(candidates, draws, stepDown);
    }

    private void keepShifts(int[] candidates, Resamples.Block block, Draws drawn) {
        for (int r = 0; r < block.rows(); r++) {
            double[] moved = drawn.shift(r);
            for (int i = 0; i < candidates.length; i++) {
                shifts[block.first() + r][candidates[i]] = moved[i];
            }
        }
    }

    /** Ties take no part; what differs alike in every token has resamples that count as 0. */
    private void adjust(int[] candidates, StudentisedDraws draws, StepDown stepDown) {
        double rounding = residuals.rounding();
        int[] part = IntStream.range(0, candidates.length)
                .filter(i -> !contrasts[candidates[i]].tie(rounding))
                .toArray();
        double[] p = stepDown.next(
                Arrays.stream(part).mapToDouble(i -> evidence(candidates[i])).toArray(),
                Arrays.stream(part)
                        .mapToObj(i -> contrasts[candidates[i]].constant(rounding)
                                ? new double[resamples.size()]
                                : draws.overall(i))
                        .toArray(double[][]::new));
        Arrays.stream(candidates).forEach(candidate -> adjusted[candidate] = 1);
        for (int i = 0; i < part.length; i++) {
            adjusted[candidates[part[i]]] = p[i];
        }
    }
}
