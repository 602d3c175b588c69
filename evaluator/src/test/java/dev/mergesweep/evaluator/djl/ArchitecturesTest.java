package dev.mergesweep.evaluator.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.mergesweep.evaluator.Forward;
import dev.mergesweep.evaluator.Pack;
import dev.mergesweep.merger.checkpoint.Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every folder of {@code architectures} is a case; its README says how the expected numbers were made. */
class ArchitecturesTest {
    private static final Path CASES = Path.of("src/test/resources/architectures");

    static Stream<Path> cases() throws IOException {
        return Files.list(CASES).filter(Files::isDirectory).sorted();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    @DisplayName("gives the nats of every token that transformers gives in float32")
    void sameNatsAsTransformers(Path folder) throws IOException {
        JsonNode expected = JsonMapper.shared().readTree(Files.readString(folder.resolve("expected.json")));
        Checkpoint checkpoint = Checkpoint.open(folder);
        try (Forward forward = TorchForward.open(checkpoint, new Compute(Compute.Type.FLOAT32, "cpu", 2))) {
            List<Pack.Window> windows = expected.get("sequences")
                    .valueStream()
                    .map(ArchitecturesTest::window)
                    .toList();
            List<double[]> nats = Scoring.nats(forward, checkpoint, List.of(new Pack(128, windows)))
                    .getFirst();
            for (int i = 0; i < windows.size(); i++) {
                double[] reference = expected.get("sequences")
                        .get(i)
                        .get("nats_float32")
                        .valueStream()
                        .mapToDouble(JsonNode::doubleValue)
                        .toArray();
                assertThat(nats.get(i)).as("sequence %d", i).containsExactly(reference, within(2e-4));
            }
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
