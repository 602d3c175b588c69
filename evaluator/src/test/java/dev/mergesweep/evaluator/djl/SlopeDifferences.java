package dev.mergesweep.evaluator.djl;

import static java.util.Objects.requireNonNull;

import dev.mergesweep.evaluator.Pack;
import dev.mergesweep.evaluator.Progress;
import dev.mergesweep.evaluator.architecture.Architecture;
import dev.mergesweep.evaluator.architecture.family.Families;
import dev.mergesweep.evaluator.corpus.Split;
import dev.mergesweep.evaluator.protocol.Bos;
import dev.mergesweep.evaluator.protocol.PreparedDocument;
import dev.mergesweep.evaluator.protocol.PreparedTexts;
import dev.mergesweep.evaluator.protocol.Protocol;
import dev.mergesweep.evaluator.slope.SlopePass;
import dev.mergesweep.evaluator.slope.Slopes;
import dev.mergesweep.merger.Branch;
import dev.mergesweep.merger.MergedTensors;
import dev.mergesweep.merger.TensorSource;
import dev.mergesweep.merger.checkpoint.Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Slopes beside what changes of scores say when one tensor's t is moved and all others stay. */
final class SlopeDifferences {
    private static final Compute COMPUTE = new Compute(Compute.Type.FLOAT32, "cpu", 1);

    /** Between the points of a difference: farther apart a score bends, closer together it is rounded away. */
    private static final double[] STEPS = {0.025, 0.01};

    /** Central differences of sixth and of eighth order, for points one to four steps away (Fornberg 1988, table 1). */
    private static final double[] SIXTH = {3.0 / 4, -3.0 / 20, 1.0 / 60, 0};

    private static final double[] EIGHTH = {4.0 / 5, -1.0 / 5, 4.0 / 105, -1.0 / 280};

    /** Nats by which the orders may disagree before the score bends too much for the step. */
    private static final double BENT = 0.001;

    /** Where scores are in float64. */
    private static final double EXACT_STEP = 0.001;

    private final PerturbedParents parents;
    private final MergedTensors merged;
    private final List<Pack> packs;
    private final double t;

    /**
     * One tensor.
     *
     * @param slope d nats / d t from the backward pass
     */
    record Tensor(String name, double slope) {}

    SlopeDifferences(Path folder, double t, PerturbedParents.Distance... distances) throws IOException {
        this.parents = new PerturbedParents(Checkpoint.open(folder), distances);
        this.merged = parents.at(t);
        this.packs = List.of(new Pack(128, windows(folder)));
        this.t = t;
    }

    /** The sequences of a case, a document each. */
    static List<Pack.Window> windows(Path folder) throws IOException {
        JsonNode sequences = JsonMapper.shared()
                .readTree(Files.readString(folder.resolve("expected.json")))
                .get("sequences");
        List<Pack.Window> windows = new ArrayList<>();
        for (JsonNode sequence : sequences) {
            long[] ids = sequence.get("ids")
                    .valueStream()
                    .mapToLong(JsonNode::longValue)
                    .toArray();
            boolean[] scored = new boolean[ids.length];
            Arrays.fill(scored, 1, ids.length, true);
            windows.add(new Pack.Window(windows.size(), ids, scored));
        }
        return windows;
    }

    /** Two documents of the domain {@code texts}. */
    static PreparedTexts texts(List<Pack> packs) {
        List<PreparedDocument> documents = IntStream.range(0, 2)
                .mapToObj(i -> new PreparedDocument("texts", String.valueOf(i), Split.ALL, "", 1, 1, 1, 1))
                .toList();
        return new PreparedTexts(
                new Protocol.Documents(128, 128, Bos.NEVER), documents, new LinkedHashMap<>(Map.of(Split.ALL, packs)));
    }

    private Slopes slopes() {
        try (TorchBackward backward = TorchBackward.open(merged, COMPUTE)) {
            return new SlopePass(backward, Progress.SILENT).of(merged, texts(packs), packs);
        }
    }

    /** The tensors with the most elements. */
    List<Tensor> largest(int count) {
        Slopes slopes = slopes();
        return IntStream.range(0, slopes.tensors().size())
                .boxed()
                .sorted(Comparator.comparing(i -> -size(slopes.tensors().get(i))))
                .limit(count)
                .map(i -> new Tensor(
                        slopes.tensors().get(i),
                        slopes.parts().stream()
                                .mapToDouble(part -> part.slopes().get(i))
                                .sum()))
                .toList();
    }

    /** d nats / d t of some tensors from float32 scores, in order. */
    List<Double> rounded(List<Tensor> tensors) {
        try (TorchForward forward = TorchForward.open(merged, COMPUTE)) {
            return tensors.stream()
                    .map(tensor -> difference(forward, tensor.name()))
                    .toList();
        }
    }

    /** Which branch the tensors' merge takes. */
    Set<Branch> branches(List<Tensor> tensors) {
        return tensors.stream()
                .map(tensor -> merged.treatment(tensor.name()).branch())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** d nats / d t of some tensors from float64 scores, in order. Close points: there is next to no rounding. */
    List<Double> exact(List<Tensor> tensors) {
        Architecture architecture =
                Families.read(merged.config(), merged.name(), merged.headers().keySet());
        try (DoubleScores scores = new DoubleScores(parents, architecture, packs.getFirst(), t)) {
            return tensors.stream()
                    .map(tensor -> differences(EXACT_STEP, away -> scores.nats(tensor.name(), t + away))
                            .eighth())
                    .toList();
        }
    }

    /** Central differences of two orders. */
    private record Differences(double sixth, double eighth) {}

    private static Differences differences(double step, DoubleUnaryOperator nats) {
        double[] rises = IntStream.rangeClosed(1, EIGHTH.length)
                .mapToDouble(k -> nats.applyAsDouble(k * step) - nats.applyAsDouble(-k * step))
                .toArray();
        return new Differences(sum(SIXTH, rises) / step, sum(EIGHTH, rises) / step);
    }

    private double difference(TorchForward forward, String tensor) {
        double difference = Double.NaN;
        double doubt = Double.POSITIVE_INFINITY;
        for (double step : STEPS) {
            if (doubt > BENT) {
                Differences found = differences(step, away -> nats(forward, tensor, away));
                double disagreement = Math.abs(found.eighth() - found.sixth());
                difference = disagreement < doubt ? found.eighth() : difference;
                doubt = Math.min(doubt, disagreement);
            }
        }
        return difference;
    }

    private static double sum(double[] coefficients, double[] rises) {
        return IntStream.range(0, rises.length)
                .mapToDouble(k -> coefficients[k] * rises[k])
                .sum();
    }

    private long size(String tensor) {
        return requireNonNull(merged.headers().get(tensor)).shape().elements();
    }

    private double nats(TorchForward forward, String tensor, double away) {
        TensorSource exchanged = new PerturbedParents.Exchanged(merged, tensor, parents.at(t + away));
        return Scoring.nats(forward, exchanged, packs).stream()
                .flatMap(List::stream)
                .flatMapToDouble(Arrays::stream)
                .sum();
    }
}
