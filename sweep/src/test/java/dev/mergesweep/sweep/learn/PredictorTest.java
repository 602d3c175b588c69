package dev.mergesweep.sweep.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.mergesweep.sweep.learn.Predictor.Measured;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PredictorTest {
    private static final int TENSORS = 12;

    /** Quadratic; tensors mind each other as much as a share of the whole bend. */
    private record Valley(double together) {
        static double best(int tensor) {
            return 0.2 + 0.05 * tensor;
        }

        static double curvature(int tensor) {
            return 0.3 + 0.1 * (tensor % 4);
        }

        double value(double[] t) {
            double sum = 2;
            double all = 0;
            double moved = 0;
            for (int i = 0; i < TENSORS; i++) {
                double away = t[i] - best(i);
                sum += (1 - together) * curvature(i) * away * away / 2;
                all += curvature(i);
                moved += curvature(i) * away;
            }
            return sum + together * moved * moved / all / 2;
        }

        DiagonalMap map(double error) {
            TreeMap<Double, SlopeTable> seen = new TreeMap<>();
            List<String> names =
                    IntStream.range(0, TENSORS).mapToObj(i -> "t" + i).toList();
            for (double at : new double[] {0.25, 0.5, 0.75}) {
                double[] t = uniform(at);
                List<Double> slopes = new ArrayList<>();
                for (int i = 0; i < TENSORS; i++) {
                    double[] up = t.clone();
                    double[] down = t.clone();
                    up[i] += 0.5;
                    down[i] -= 0.5;
                    slopes.add(value(up) - value(down));
                }
                List<Double> errors = slopes.stream().map(_ -> error).toList();
                seen.put(
                        at,
                        new SlopeTable(names, List.of(new SlopeTable.DomainSlopes("d", 10, value(t), slopes, errors))));
            }
            return DiagonalMap.of(seen, Map.of("d", 1.0));
        }

        Predictor predictor() {
            return Predictor.of(map(0), new TreeMap<>(), 1);
        }

        Measured measured(double... t) {
            return new Measured(Arrays.stream(t).boxed().toList(), value(t));
        }
    }

    private static double[] uniform(double t) {
        double[] all = new double[TENSORS];
        Arrays.fill(all, t);
        return all;
    }

    private static double[] drawn(Random random) {
        return random.doubles(TENSORS).toArray();
    }

    @Nested
    class Untaught {
        @Test
        @DisplayName(
                "knows the line of uniform merges and its slopes: near it predictions are right to the second order")
        void line() {
            Valley valley = new Valley(0.6);
            Predictor predictor = valley.predictor();
            for (double t : new double[] {0, 0.1, 0.5, 0.6, 1}) {
                assertThat(predictor.at(uniform(t)).value()).isCloseTo(valley.value(uniform(t)), within(1e-9));
            }
            double[] near = uniform(0.4);
            near[3] += 0.01;
            assertThat(predictor.at(near).value()).isCloseTo(valley.value(near), within(5e-5));
        }

        @Test
        @DisplayName(
                "takes tensors to mind each other: with the share of the bend that trained pairs have left it is exact")
        void share() {
            Valley valley = new Valley(0.7);
            double[] t = drawn(new Random(1));
            assertThat(valley.predictor().at(t).value()).isCloseTo(valley.value(t), within(1e-9));
        }

        @Test
        @DisplayName(
                "is as uncertain as merges depart from the line, and more so where slopes are a sample of the texts")
        void errors() {
            DiagonalMap map = new Valley(0.7).map(0.02);
            Predictor whole = Predictor.of(map, new TreeMap<>(), 1);
            Predictor half = Predictor.of(map, new TreeMap<>(), 0.5);
            double[] near = uniform(0.5);
            near[0] = 0.6;
            double[] far = uniform(0.5);
            far[0] = 1;
            assertThat(whole.at(uniform(0.5)).error()).isCloseTo(1e-4, within(1e-12));
            assertThat(whole.at(far).error()).isGreaterThan(10 * whole.at(near).error());
            assertThat(half.at(near).error()).isGreaterThan(2 * whole.at(near).error());
        }

        @Test
        @DisplayName("takes what was measured of uniform merges for more than what passes over a part of the texts saw")
        void measured() {
            TreeMap<Double, Double> measured = new TreeMap<>(Map.of(0.0, 2.9, 0.5, 2.05, 1.0, 3.1));
            Predictor predictor = Predictor.of(new Valley(0.7).map(0), measured, 0.5);
            measured.forEach(
                    (t, value) -> assertThat(predictor.at(uniform(t)).value()).isCloseTo(value, within(1e-9)));
        }
    }

    @Nested
    class Taught {
        @Test
        @DisplayName("learns from scores what slopes cannot tell, and how far it can be trusted")
        void learns() {
            Valley valley = new Valley(0);
            Random random = new Random(5);
            List<Measured> scored = Stream.generate(() -> valley.measured(drawn(random)))
                    .limit(30)
                    .toList();
            Predictor before = valley.predictor();
            Predictor after = before.taught(scored);
            double wrongBefore = 0;
            double wrongAfter = 0;
            for (int i = 0; i < 50; i++) {
                double[] t = drawn(random);
                wrongBefore += Math.abs(before.at(t).value() - valley.value(t));
                wrongAfter += Math.abs(after.at(t).value() - valley.value(t));
                assertThat(Math.abs(after.at(t).value() - valley.value(t)))
                        .isLessThan(4 * after.at(t).error());
            }
            assertThat(wrongAfter).isLessThan(wrongBefore / 5);
        }

        @Test
        @DisplayName("what it was taught is told again, and the others say of it what a predictor without it says")
        void withoutItself() {
            Valley valley = new Valley(0.2);
            Random random = new Random(3);
            List<Measured> scored = Stream.generate(() -> valley.measured(drawn(random)))
                    .limit(6)
                    .toList();
            Predictor all = valley.predictor().taught(scored);
            for (int i = 0; i < scored.size(); i++) {
                List<Measured> others = new ArrayList<>(scored);
                others.remove(i);
                double[] t = scored.get(i).t().stream().mapToDouble(x -> x).toArray();
                assertThat(all.withoutItself().get(i).value())
                        .isCloseTo(valley.predictor().taught(others).at(t).value(), within(1e-9));
            }
        }

        @Test
        @DisplayName("tensors that no merge tells apart may be one group")
        void grouped() {
            Valley valley = new Valley(0.4);
            List<List<Integer>> groups = List.of(List.of(0, 3, 5), List.of(1, 2, 4, 6), List.of(7, 8, 9, 10, 11));
            Random random = new Random(9);
            List<double[]> few =
                    Stream.generate(() -> random.doubles(3).toArray()).limit(5).toList();
            Predictor grouped = valley.predictor()
                    .grouped(groups)
                    .taught(few.stream()
                            .map(t -> new Measured(Arrays.stream(t).boxed().toList(), valley.value(spread(groups, t))))
                            .toList());
            Predictor single = valley.predictor()
                    .taught(few.stream()
                            .map(t -> valley.measured(spread(groups, t)))
                            .toList());
            double[] asked = {0.1, 0.8, 0.4};
            assertThat(grouped.groups()).isEqualTo(3);
            assertThat(grouped.at(asked).value())
                    .isCloseTo(single.at(spread(groups, asked)).value(), within(1e-9));
            assertThat(grouped.at(asked).error())
                    .isCloseTo(single.at(spread(groups, asked)).error(), within(1e-9));
        }

        private static double[] spread(List<List<Integer>> groups, double[] t) {
            double[] all = new double[TENSORS];
            for (int group = 0; group < groups.size(); group++) {
                for (int tensor : groups.get(group)) {
                    all[tensor] = t[group];
                }
            }
            return all;
        }
    }

    /** Merges whose curvature is nowhere positive: no pair is known to have one, but noise can make it. */
    @Test
    @DisplayName("a ridge in place of a valley gives finite predictions")
    void ridge() {
        SequencedMap<String, Double> best = new LinkedHashMap<>(Map.of("a", 0.3));
        best.put("b", 0.6);
        DiagonalMap map = new Bowl(best, Map.of("a", -1.0, "b", -0.5)).map(0.1);
        assertThat(Predictor.of(map, new TreeMap<>(), 1).at(new double[] {0, 1}).value())
                .isFinite();
    }
}
