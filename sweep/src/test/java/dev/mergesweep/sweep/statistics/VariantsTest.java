package dev.mergesweep.sweep.statistics;

import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * The variants that the reference program gives beside what is shown, computed here from the same resamples: if these agree
 * too, agreement of the shown ones is no accident of how they are put together.
 */
class VariantsTest {

    @ParameterizedTest
    @MethodSource("dev.mergesweep.sweep.statistics.StatisticsCase#all")
    @DisplayName("agree with the reference program, and the plain bootstrap with the fast one")
    void agree(StatisticsCase given) throws IOException {
        ScoreTable table = given.table();
        Residuals residuals = new Residuals(table, given.weights());
        PlainBootstrap plain = new PlainBootstrap(residuals, Bootstrap.DEFAULT);
        JsonNode expected = given.expected().path("candidates");
        SoftAssertions softly = new SoftAssertions();

        stepDowns(softly, given, residuals, plain);
        sets(softly, table, expected, new Sets(residuals, plain));
        softly.assertAll();
    }

    private static void stepDowns(
            SoftAssertions softly, StatisticsCase given, Residuals residuals, PlainBootstrap plain) throws IOException {
        ScoreTable table = given.table();
        int reference = table.indexOf(given.against());
        double rounding = residuals.rounding();
        int[] live = IntStream.range(0, residuals.candidates())
                .filter(c -> !residuals.overall(c, reference).tie(rounding))
                .toArray();
        List<Contrast> contrasts = IntStream.of(live)
                .mapToObj(c -> residuals.overall(c, reference))
                .toList();
        boolean[] constant = new boolean[live.length];
        double[] better = new double[live.length];
        for (int i = 0; i < live.length; i++) {
            constant[i] = contrasts.get(i).constant(rounding);
            better[i] = -contrasts.get(i).t(rounding);
        }
        int[] references = new int[live.length];
        Arrays.fill(references, reference);
        PlainBootstrap.Draws draws = plain.draw(plain.differences(live, references), constant);

        double[] oneSign = stepDown(better, draws.each(t -> -t));
        double[] twoSided = stepDown(Arrays.stream(better).map(Math::abs).toArray(), draws.each(Math::abs));
        double[] both = stepDown(better, both(draws));
        Analysis fast = Analysis.of(table, given.weights(), given.against(), Bootstrap.DEFAULT);
        for (int i = 0; i < live.length; i++) {
            String name = table.candidates().get(live[i]);
            JsonNode difference = given.expected().path("candidates").path(name).path("difference");
            near(softly, name + " plain", oneSign[i], difference.path("p_romano_wolf_plain"));
            near(softly, name + " two-sided", twoSided[i], difference.path("p_romano_wolf_two_sided"));
            double shown = fast.findings().stream()
                    .filter(finding -> finding.candidate().equals(name))
                    .mapToDouble(finding ->
                            Objects.requireNonNull(finding.against()).p().romanoWolf())
                    .sum();
            softly.assertThat(shown).as("%s, fast", name).isCloseTo(both[i], within(2e-4));
        }
    }

    private static double[][] both(PlainBootstrap.Draws draws) {
        double[][] up = draws.t();
        double[][] down = draws.each(t -> -t);
        return IntStream.range(0, 2 * up.length)
                .mapToObj(b -> b < up.length ? up[b] : down[b - up.length])
                .toArray(double[][]::new);
    }

    private static double[] stepDown(double[] observed, double[][] draws) {
        int[] strongestFirst = IntStream.range(0, observed.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -observed[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] running = new double[draws.length];
        Arrays.fill(running, Double.NEGATIVE_INFINITY);
        double[] sorted = new double[observed.length];
        for (int j = observed.length - 1; j >= 0; j--) {
            int candidate = strongestFirst[j];
            Arrays.setAll(running, b -> Math.max(running[b], draws[b][candidate]));
            long reached = Arrays.stream(running)
                    .filter(max -> max >= observed[candidate])
                    .count();
            sorted[j] = (1.0 + reached) / (draws.length + 1);
        }
        StepDown.monotone(sorted);
        double[] p = new double[observed.length];
        for (int j = 0; j < p.length; j++) {
            p[strongestFirst[j]] = sorted[j];
        }
        return p;
    }

    private static void sets(SoftAssertions softly, ScoreTable table, JsonNode expected, Sets sets) {
        double[] range = sets.range(false);
        double[] rangeFixed = sets.range(true);
        double[] max = sets.max(false);
        double[] maxFixed = sets.max(true);
        for (int c = 0; c < range.length; c++) {
            String name = table.candidates().get(c);
            JsonNode set = expected.path(name).path("mcs");
            near(softly, name + " range", range[c], set.path("p"));
            near(softly, name + " range, fixed", rangeFixed[c], set.path("p_fixed"));
            near(softly, name + " max", max[c], set.path("p_max"));
            near(softly, name + " max, fixed", maxFixed[c], set.path("p_max_fixed"));
            if (set.has("arch_R")) {
                near(softly, name + " arch, range", rangeFixed[c], set.path("arch_R"));
                near(softly, name + " arch, max", maxFixed[c], set.path("arch_max"));
            }
        }
    }

    private static void near(SoftAssertions softly, String what, double value, JsonNode pair) {
        softly.assertThat(value)
                .as(what)
                .isCloseTo(pair.path(0).asDouble(), within(pair.path(1).asDouble()));
    }
}
