package dev.mergesweep.evaluator.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.mergesweep.evaluator.Forward;
import dev.mergesweep.evaluator.Pack;
import dev.mergesweep.evaluator.architecture.script.Dialect;
import dev.mergesweep.merger.checkpoint.Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every folder of {@code architectures} is a case; its README says how the expected numbers were made. */
class ArchitecturesTest {
    private static final Compute COMPUTE = new Compute(Compute.Type.FLOAT32, "cpu", 2);
    private static final Path CASES = Path.of("src/test/resources/architectures");

    static Stream<Path> cases() throws IOException {
        return Files.list(CASES).filter(Files::isDirectory).sorted();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    @DisplayName("gives the nats of every token that transformers gives in float32")
    void sameNatsAsTransformers(Path folder) throws IOException {
        Checkpoint checkpoint = Checkpoint.open(folder);
        try (Forward forward = TorchForward.open(checkpoint, COMPUTE)) {
            assertSame(folder, checkpoint, forward);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dialects")
    @DisplayName("gives the same in the dialects of other machines, a GPU's among them")
    void sameNatsInEveryDialect(Path folder, Dialect dialect) throws IOException {
        Checkpoint checkpoint = Checkpoint.open(folder);
        try (Forward forward = TorchForward.open(checkpoint, COMPUTE, dialect)) {
            assertSame(folder, checkpoint, forward);
        }
    }

    static Stream<Arguments> dialects() throws IOException {
        return cases().flatMap(folder -> Stream.of(
                        Dialect.PLAIN, Kernels.PORTABLE, Kernels.PACKED, Kernels.GPU, Kernels.ONEDNN)
                .map(dialect -> Arguments.of(folder, dialect)));
    }

    /** How far bfloat16 may be off depends on where an implementation rounds; transformers itself is the measure. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    @DisplayName("is in bfloat16 not much farther from float32 than transformers is in bfloat16")
    void closeInBfloat16(Path folder) throws IOException {
        Checkpoint checkpoint = Checkpoint.open(folder);
        Compute compute = new Compute(Compute.Type.BFLOAT16, "cpu", 1);
        for (Dialect dialect : List.of(Kernels.PORTABLE, Kernels.GPU)) {
            try (Forward forward = TorchForward.open(checkpoint, compute, dialect)) {
                Case expected = Case.of(folder);
                List<double[]> nats = expected.nats(forward, checkpoint);
                for (int i = 0; i < nats.size(); i++) {
                    double theirs = distance(
                            expected.bfloat16().get(i), expected.float32().get(i));
                    assertThat(distance(nats.get(i), expected.float32().get(i)))
                            .as("sequence %d, %s", i, dialect)
                            .isLessThan(3 * theirs + 0.01);
                }
            }
        }
    }

    /** Root of the mean square. */
    private static double distance(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return Math.sqrt(sum / a.length);
    }

    private static void assertSame(Path folder, Checkpoint checkpoint, Forward forward) throws IOException {
        Case expected = Case.of(folder);
        List<double[]> nats = expected.nats(forward, checkpoint);
        for (int i = 0; i < nats.size(); i++) {
            assertThat(nats.get(i))
                    .as("sequence %d", i)
                    .containsExactly(expected.float32().get(i), within(2e-4));
        }
    }

    private record Case(List<Pack.Window> windows, List<double[]> float32, List<double[]> bfloat16) {
        static Case of(Path folder) throws IOException {
            JsonNode sequences = JsonMapper.shared()
                    .readTree(Files.readString(folder.resolve("expected.json")))
                    .get("sequences");
            return new Case(
                    sequences.valueStream().map(ArchitecturesTest::window).toList(),
                    sequences
                            .valueStream()
                            .map(s -> numbers(s.get("nats_float32")))
                            .toList(),
                    sequences
                            .valueStream()
                            .map(s -> numbers(s.get("nats_bfloat16")))
                            .toList());
        }

        private static double[] numbers(JsonNode node) {
            return node.valueStream().mapToDouble(JsonNode::doubleValue).toArray();
        }

        List<double[]> nats(Forward forward, Checkpoint checkpoint) {
            return Scoring.nats(forward, checkpoint, List.of(new Pack(128, windows)))
                    .getFirst();
        }
    }

    private static Pack.Window window(JsonNode sequence) {
        long[] ids =
                sequence.get("ids").valueStream().mapToLong(JsonNode::longValue).toArray();
        boolean[] scored = new boolean[ids.length];
        Arrays.fill(scored, 1, ids.length, true);
        return new Pack.Window(0, ids, scored);
    }
}
