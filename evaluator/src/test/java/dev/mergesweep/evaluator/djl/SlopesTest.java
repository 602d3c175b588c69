package dev.mergesweep.evaluator.djl;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.mergesweep.evaluator.Pack;
import dev.mergesweep.evaluator.Progress;
import dev.mergesweep.evaluator.slope.SlopePass;
import dev.mergesweep.evaluator.slope.Slopes;
import dev.mergesweep.merger.Branch;
import dev.mergesweep.merger.MergedTensors;
import dev.mergesweep.merger.checkpoint.Checkpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The checkpoints are those of {@link ArchitecturesTest}, merged with what noise makes of them. */
@DisplayName("Slopes")
class SlopesTest {
    private static final Path CASES = Path.of("src/test/resources/architectures");
    private static final double T = 0.4;

    /** Nats: what float32 leaves of sums over positions that cancel, beside slopes of up to a hundred. */
    private static final double CANCELLED = 5e-4;

    static Stream<Path> architectures() {
        return Stream.of(
                        "cohere-qk-norm",
                        "gemma2",
                        "gemma3-text",
                        "gpt2",
                        "gpt_neox",
                        "granite",
                        "llama",
                        "llama-attention-bias",
                        "llama-tied-gqa",
                        "mistral-sliding",
                        "mixtral",
                        "olmo2",
                        "phi3",
                        "qwen2",
                        "qwen3",
                        "qwen3_moe",
                        "smollm3",
                        "stablelm-parallel",
                        "starcoder2")
                .map(CASES::resolve);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("architectures")
    @DisplayName("are those that central differences of float64 scores show, on both branches")
    void likeDifferences(Path folder) throws IOException {
        SlopeDifferences differences = new SlopeDifferences(
                folder, T, PerturbedParents.Distance.SPHERICAL, PerturbedParents.Distance.COLLINEAR);
        List<SlopeDifferences.Tensor> tensors = differences.largest(20);
        assertThat(differences.branches(tensors)).containsExactlyInAnyOrder(Branch.SLERP, Branch.LERP);
        List<Double> exact = differences.exact(tensors);
        for (int i = 0; i < tensors.size(); i++) {
            assertThat(tensors.get(i).slope())
                    .as(tensors.get(i).name())
                    .isCloseTo(exact.get(i), within(1e-3 * Math.abs(exact.get(i)) + CANCELLED));
        }
    }

    /** Float32 scores of about 800 nats cannot tell 0.0025 nats from 0. */
    @Test
    @DisplayName("are those that differences of the program's own scores show, as far as these can tell")
    void likeRoundedDifferences() throws IOException {
        SlopeDifferences differences = new SlopeDifferences(
                CASES.resolve("llama-tied-gqa"),
                T,
                PerturbedParents.Distance.SPHERICAL,
                PerturbedParents.Distance.COLLINEAR);
        List<SlopeDifferences.Tensor> tensors = differences.largest(20);
        List<Double> rounded = differences.rounded(tensors);
        for (int i = 0; i < tensors.size(); i++) {
            assertThat(tensors.get(i).slope())
                    .as(tensors.get(i).name())
                    .isCloseTo(rounded.get(i), within(1e-3 * Math.abs(rounded.get(i)) + 0.0025));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"llama-tied-gqa", "gpt2", "qwen3_moe"})
    @DisplayName("of a document have the same bits on any number of threads, whatever runs beside it")
    void sameBits(String name) throws IOException {
        Checkpoint checkpoint = Checkpoint.open(CASES.resolve(name));
        MergedTensors merged = new PerturbedParents(checkpoint, PerturbedParents.Distance.SPHERICAL).at(T);
        List<Pack.Window> windows = SlopeDifferences.windows(CASES.resolve(name));
        Pack both = new Pack(128, windows);
        Pack last = new Pack(128, List.of(windows.get(1)));
        List<List<Double>> alone = slopes(merged, List.of(last), 1);
        List<List<Double>> beside = slopes(merged, List.of(both), 1);
        assertThat(beside).hasSize(2);
        assertThat(alone).containsExactly(beside.get(1));
        assertThat(slopes(merged, List.of(both, last, both), 3))
                .isEqualTo(slopes(merged, List.of(both, last, both), 1));
    }

    /** One with a cap on its scores, which the fused operator does not have, one with a window, one that turns some layers only. */
    @ParameterizedTest
    @ValueSource(strings = {"gemma2", "mistral-sliding", "smollm3"})
    @DisplayName("by the operators of a GPU are those by a CPU's")
    void fused(String name) throws IOException {
        Checkpoint checkpoint = Checkpoint.open(CASES.resolve(name));
        MergedTensors merged = new PerturbedParents(checkpoint, PerturbedParents.Distance.SPHERICAL).at(T);
        List<Pack> packs = List.of(new Pack(128, SlopeDifferences.windows(CASES.resolve(name))));
        Compute compute = new Compute(Compute.Type.FLOAT32, "cpu", 1);
        List<List<Double>> blocks = slopes(TorchBackward.open(merged, compute, Kernels.DIFFERENTIABLE), merged, packs);
        List<List<Double>> fused =
                slopes(TorchBackward.open(merged, compute, Kernels.DIFFERENTIABLE_GPU), merged, packs);
        for (int document = 0; document < blocks.size(); document++) {
            for (int i = 0; i < blocks.get(document).size(); i++) {
                double slope = blocks.get(document).get(i);
                assertThat(fused.get(document).get(i)).isCloseTo(slope, within(1e-3 * Math.abs(slope) + CANCELLED));
            }
        }
    }

    private static List<List<Double>> slopes(MergedTensors merged, List<Pack> packs, int threads) {
        return slopes(TorchBackward.open(merged, new Compute(Compute.Type.FLOAT32, "cpu", threads)), merged, packs);
    }

    /** @param opened is closed */
    private static List<List<Double>> slopes(TorchBackward opened, MergedTensors merged, List<Pack> packs) {
        try (TorchBackward backward = opened) {
            return new SlopePass(backward, Progress.SILENT)
                    .of(merged, SlopeDifferences.texts(packs), packs).parts().stream()
                            .map(Slopes.Part::slopes)
                            .toList();
        }
    }

    @Test
    @DisplayName("come with the nats that a scoring gives, and with every tensor that has a t")
    void nats() throws IOException {
        Path folder = CASES.resolve("llama");
        MergedTensors merged = new PerturbedParents(Checkpoint.open(folder), PerturbedParents.Distance.SPHERICAL).at(T);
        Pack pack = new Pack(128, SlopeDifferences.windows(folder));
        Compute compute = new Compute(Compute.Type.FLOAT32, "cpu", 1);
        List<double[]> nats;
        try (TorchForward forward = TorchForward.open(merged, compute)) {
            nats = Scoring.nats(forward, merged, List.of(pack)).getFirst();
        }
        List<Long> told = new ArrayList<>();
        try (TorchBackward backward = TorchBackward.open(merged, compute)) {
            SlopePass pass = new SlopePass(backward, (done, all) -> told.add(done * 1000 / all));
            Slopes slopes = pass.of(merged, SlopeDifferences.texts(List.of(pack)), List.of(pack));
            assertThat(slopes.tensors())
                    .containsExactlyElementsOf(merged.headers().sequencedKeySet());
            IntStream.range(0, 2).forEach(i -> {
                Slopes.Part part = slopes.parts().get(i);
                assertThat(part.nats()).isCloseTo(Arrays.stream(nats.get(i)).sum(), within(1e-3));
                assertThat(part.tokens()).isEqualTo(nats.get(i).length);
            });
            assertThat(slopes.natsPerToken("texts"))
                    .isCloseTo(
                            requireNonNull(nats).stream()
                                    .flatMapToDouble(Arrays::stream)
                                    .average()
                                    .orElseThrow(),
                            within(1e-5));
        }
        assertThat(told).isSorted().endsWith(1000L);
    }
}
