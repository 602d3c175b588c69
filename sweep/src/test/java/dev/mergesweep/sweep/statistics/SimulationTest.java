package dev.mergesweep.sweep.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * What the statistics promise, held against sweeps whose truth is known. Sizes fit a build; {@code -Dsimulation.sweeps=1000
 * -Dsimulation.resamples=10000} gives the full ones, whose figures {@code experiments/benchmarks/statistics.md} keeps.
 */
class SimulationTest {
    private static final int SWEEPS = Integer.getInteger("simulation.sweeps", 150);
    private static final Bootstrap BOOTSTRAP = new Bootstrap(Integer.getInteger("simulation.resamples", 1_000), 11);
    private static final double LEVEL = 0.05;
    private static final double TWO_PERCENT = -Math.log(0.98);

    /** Mean of a figure over the sweeps. */
    private static double mean(String what, Simulation simulation, ToDoubleFunction<Analysis> figure) {
        double mean = IntStream.range(0, SWEEPS)
                .mapToObj(sweep -> Analysis.of(
                        ScoreTable.of(simulation.sweep(), Measure.MEAN_LOG_PERPLEXITY),
                        Weights.EQUAL,
                        Simulation.REFERENCE,
                        BOOTSTRAP))
                .mapToDouble(figure)
                .average()
                .orElseThrow();
        System.out.printf(
                Locale.ROOT,
                "%s: %.1f %% (%d sweeps of %d candidates x %d documents, s %.1f, alike %.1f, %d resamples)%n",
                what,
                100 * mean,
                SWEEPS,
                simulation.candidates(),
                simulation.documents(),
                simulation.spread(),
                simulation.alike(),
                BOOTSTRAP.resamples());
        return mean;
    }

    /** Highest rate that a true rate is likely to show in so many sweeps: 1.6 standard errors of a binomial rate. */
    private static double limit(double rate) {
        return rate + 1.6 * Math.sqrt(rate * (1 - rate) / SWEEPS);
    }

    private static double falseWinner(Analysis analysis) {
        return analysis.findings().stream()
                        .map(Finding::against)
                        .filter(Objects::nonNull)
                        .anyMatch(against -> against.p().romanoWolf() <= LEVEL)
                ? 1
                : 0;
    }

    @Test
    @DisplayName("among 30 equal candidates a false winner is declared in at most 5 % of the sweeps")
    void falseWinnersAreRare() {
        assertThat(mean("false winner", Simulation.of(1), SimulationTest::falseWinner))
                .isLessThanOrEqualTo(limit(LEVEL));
    }

    @Test
    @DisplayName("also where merges err alike")
    void falseWinnersAreRareWhereMergesErrAlike() {
        assertThat(mean("false winner, alike", Simulation.of(2).alike(0.8), SimulationTest::falseWinner))
                .isLessThanOrEqualTo(limit(LEVEL));
    }

    @Test
    @DisplayName("95 % intervals of objectives and differences cover the truth in 93 to 97 %")
    void intervalsCover() {
        double margin = limit(LEVEL) - LEVEL;
        double objectives =
                mean("interval of the objective covers", Simulation.of(3), SimulationTest::objectivesCovered);
        double differences =
                mean("interval of the difference covers", Simulation.of(4), SimulationTest::differencesCovered);

        assertThat(objectives).isBetween(0.93 - margin, 0.97 + margin);
        assertThat(differences).isBetween(0.93 - margin, 0.97 + margin);
    }

    private static double objectivesCovered(Analysis analysis) {
        return analysis.findings().stream()
                .map(finding -> finding.objective().byBootstrap())
                .mapToDouble(interval -> covers(interval, Simulation.LEVEL))
                .average()
                .orElseThrow();
    }

    private static double differencesCovered(Analysis analysis) {
        return analysis.findings().stream()
                .map(Finding::against)
                .filter(Objects::nonNull)
                .mapToDouble(against -> covers(against.overall().byBootstrap(), 0))
                .average()
                .orElseThrow();
    }

    private static double covers(Interval interval, double truth) {
        return interval.low() <= truth && truth <= interval.high() ? 1 : 0;
    }

    @Test
    @DisplayName("the set of those tied for first holds all 30 equal candidates in at least 90 % of the sweeps")
    void theSetHoldsTheBest() {
        double rate = mean(
                "set holds all equal candidates",
                Simulation.of(5),
                analysis -> analysis.findings().stream().allMatch(Finding::tiedForFirst) ? 1 : 0);

        assertThat(1 - rate).isLessThanOrEqualTo(limit(ConfidenceSet.SIZE));
    }

    @Test
    @DisplayName("a true advantage of 2 % is found more often than with Holm, and its candidate is in the set")
    void findsATrueAdvantageMoreOftenThanHolm() {
        Simulation simulation = Simulation.of(6).spread(0.8).alike(0.8).advantage(TWO_PERCENT);
        double[] found = new double[2];
        double inTheSet = mean("set holds the best", simulation, analysis -> {
            Finding better = better(analysis);
            Finding.Chances p = Objects.requireNonNull(better.against()).p();
            found[0] += p.romanoWolf() <= LEVEL ? 1 : 0;
            found[1] += p.holm() <= LEVEL ? 1 : 0;
            return better.tiedForFirst() ? 1 : 0;
        });
        System.out.printf(
                Locale.ROOT,
                "true 2 %% found: %.1f %%, with Holm %.1f %%%n",
                100 * found[0] / SWEEPS,
                100 * found[1] / SWEEPS);

        assertThat(found[0]).isGreaterThan(found[1]);
        assertThat(1 - inTheSet).isLessThanOrEqualTo(limit(ConfidenceSet.SIZE));
    }

    private static Finding better(Analysis analysis) {
        return analysis.findings().stream()
                .filter(finding -> finding.candidate().equals(Simulation.BETTER))
                .findFirst()
                .orElseThrow();
    }
}
