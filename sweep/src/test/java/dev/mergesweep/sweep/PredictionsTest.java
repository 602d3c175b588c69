package dev.mergesweep.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.mergesweep.sweep.learn.DiagonalMap;
import dev.mergesweep.sweep.learn.Predictor;
import dev.mergesweep.sweep.learn.SlopeTable;
import dev.mergesweep.sweep.search.Landscape.Predicted;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Points of real spaces, on slopes that are made up. */
class PredictionsTest {
    private static final String THREE =
            "[{filter: self_attn, value: \"${a}\"}, {filter: mlp, value: \"${b}\"}, {value: \"${c}\"}]";

    @TempDir
    private Path folder;

    private Laboratory laboratory;

    @BeforeEach
    void texts() throws IOException {
        laboratory = Laboratory.in(folder);
    }

    private static DiagonalMap map(List<String> tensors) {
        Random random = new Random(4);
        TreeMap<Double, SlopeTable> seen = new TreeMap<>();
        for (double t : new double[] {0.25, 0.5, 0.75}) {
            List<Double> slopes = tensors.stream()
                    .map(_ -> t - 0.5 + 0.1 * random.nextDouble())
                    .toList();
            List<Double> errors = tensors.stream().map(_ -> 0.01).toList();
            seen.put(
                    t,
                    new SlopeTable(tensors, List.of(new SlopeTable.DomainSlopes("d", 1, 2 + t * t, slopes, errors))));
        }
        return DiagonalMap.of(seen, Map.of("d", 1.0));
    }

    private Predictions predictions(Sweep sweep, Predictor[] predictor) {
        List<String> tensors = List.copyOf(
                sweep.maker().schedule(sweep.experiment().space().point(0)).sequencedKeySet());
        predictor[0] = Predictor.of(map(tensors), new TreeMap<>(), 0.5);
        return new Predictions(sweep.experiment().space(), sweep.maker(), tensors, predictor[0]);
    }

    private static double[] schedule(Sweep sweep, Predicted point) {
        return sweep.maker().schedule(point.point()).values().stream()
                .mapToDouble(t -> t == null ? 0 : t)
                .toArray();
    }

    private void likeTensorByTensor(String t, String axes, boolean separable) throws IOException {
        Sweep sweep = Sweep.open(Experiment.read(laboratory.experiment(t, axes)), RunOptions.defaults());
        assertThat(sweep.experiment().space().separable()).isEqualTo(separable);
        Predictor[] predictor = new Predictor[1];
        Predictions predictions = predictions(sweep, predictor);
        List<Predictions.Known> known = new ArrayList<>();
        List<Predictor.Measured> measured = new ArrayList<>();
        for (int index : new int[] {1, 4, 7}) {
            var point = sweep.experiment().space().point(index);
            var t1 = sweep.maker().schedule(point);
            known.add(new Predictions.Known(t1, 2 + 0.1 * index));
            measured.add(new Predictor.Measured(
                    t1.values().stream().map(x -> x == null ? 0 : x).toList(), 2 + 0.1 * index));
        }
        Predictor single = predictor[0].taught(measured);
        List<Predicted> all = predictions.all(known).toList();
        assertThat(all).hasSize((int) sweep.experiment().space().points().count());
        for (Predicted each : all) {
            assertThat(each.prediction().value())
                    .isCloseTo(single.at(schedule(sweep, each)).value(), within(1e-9));
            assertThat(each.prediction().error())
                    .isCloseTo(single.at(schedule(sweep, each)).error(), within(1e-9));
        }
    }

    @Test
    @DisplayName("by groups of tensors are those of every tensor by itself")
    void groups() throws IOException {
        likeTensorByTensor(THREE, "axes: {a: [0, 0.5, [0, 1]], b: [0.2, 0.9], c: [0.5, 1]}", true);
    }

    @Test
    @DisplayName("hold where a tensor's t comes from two axes")
    void twoAxes() throws IOException {
        likeTensorByTensor(
                "[{filter: mlp, value: [\"${a}\", \"${b}\"]}, {value: \"${c}\"}]",
                "axes: {a: [0, 0.5, 1], b: [0.2, 0.9], c: [0.5, 1]}",
                false);
    }

    @Test
    @DisplayName("of a million points come one at a time, and the best is where the axes are best")
    void million() throws IOException {
        Sweep sweep = Sweep.open(
                Experiment.read(
                        laboratory.experiment(
                                THREE,
                                "axes: {a: {from: 0, to: 1, count: 100}, b: {from: 0, to: 1, count: 100}, c: {from: 0, to: 1, count: 100}}")),
                RunOptions.defaults());
        Predictions predictions = predictions(sweep, new Predictor[1]);
        long[] count = {0};
        Predicted best = predictions
                .all(List.of())
                .peek(_ -> count[0]++)
                .min(Comparator.comparingDouble(each -> each.prediction().value()))
                .orElseThrow();
        assertThat(count[0]).isEqualTo(1_000_000);
        Map<String, Double> nearby = new LinkedHashMap<>();
        predictions
                .all(List.of())
                .filter(each -> differing(each, best) <= 1)
                .forEach(each ->
                        nearby.put(each.point().toString(), each.prediction().value()));
        assertThat(nearby).hasSize(298);
        assertThat(nearby.values()).allMatch(value -> value >= best.prediction().value());
    }

    private static long differing(Predicted a, Predicted b) {
        return a.point().values().entrySet().stream()
                .filter(axis -> !axis.getValue().equals(b.point().values().get(axis.getKey())))
                .count();
    }
}
