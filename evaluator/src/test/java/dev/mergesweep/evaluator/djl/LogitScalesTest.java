package dev.mergesweep.evaluator.djl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mergesweep.evaluator.Forward;
import dev.mergesweep.evaluator.LogitScales;
import dev.mergesweep.evaluator.Pack;
import dev.mergesweep.evaluator.architecture.script.Dialect;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The nats of logits that are multiplied by a factor. */
class LogitScalesTest {
    private static final int LENGTH = 256;

    /** More than one slice of it. */
    private static final int VOCABULARY = 7000;

    private static final LogitScales SCALES = LogitScales.USUAL;

    static Stream<Dialect> dialects() {
        return Stream.of(Kernels.PORTABLE, Kernels.ONEDNN, Kernels.GPU);
    }

    /** Granite says in its config what its logits are divided by. */
    private static SyntheticSource source(double scale) {
        return new SyntheticSource(String.format(Locale.ROOT, """
                {"model_type": "granite", "hidden_size": 64, "num_hidden_layers": 1, "num_attention_heads": 4,
                 "num_key_value_heads": 2, "intermediate_size": 96, "vocab_size": %d, "rms_norm_eps": 1e-5,
                 "tie_word_embeddings": true, "max_position_embeddings": 512, "attention_multiplier": 0.25,
                 "logits_scaling": %s}""", VOCABULARY, 1 / scale));
    }

    @ParameterizedTest
    @MethodSource("dialects")
    @DisplayName("are those of a checkpoint whose config says that factor")
    void likeTheConfig(Dialect dialect) {
        List<Pack> packs = List.of(new Pack(LENGTH, windows()));
        List<double[][]> scaled = nats(source(1), dialect, packs, SCALES).getFirst();
        for (int k = 0; k < SCALES.others().size(); k++) {
            List<double[][]> oracle = nats(source(SCALES.others().get(k)), dialect, packs, LogitScales.NONE)
                    .getFirst();
            for (int w = 0; w < oracle.size(); w++) {
                assertThat(scaled.get(w)[1 + k])
                        .as("scale %s, window %d", SCALES.others().get(k), w)
                        .containsExactly(oracle.get(w)[0], Offset.offset(1e-5));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dialects")
    @DisplayName("leave those of the logits as they are alone, to the bit")
    void sameBits(Dialect dialect) {
        List<Pack> packs = List.of(new Pack(LENGTH, windows()));
        List<double[][]> scaled = nats(source(1), dialect, packs, SCALES).getFirst();
        List<double[][]> plain =
                nats(source(1), dialect, packs, LogitScales.NONE).getFirst();
        for (int w = 0; w < plain.size(); w++) {
            assertThat(scaled.get(w)[0]).containsExactly(plain.get(w)[0]);
        }
    }

    @ParameterizedTest
    @MethodSource("dialects")
    @DisplayName("are a document's own, to the bit, whatever stands beside it")
    void company(Dialect dialect) {
        List<Pack.Window> windows = windows();
        List<double[][]> together = nats(source(1), dialect, List.of(new Pack(LENGTH, windows)), SCALES)
                .getFirst();
        for (int w = 0; w < windows.size(); w++) {
            Pack alone = new Pack(LENGTH, List.of(windows.get(w)));
            assertThat(nats(source(1), dialect, List.of(alone), SCALES)
                            .getFirst()
                            .getFirst())
                    .isDeepEqualTo(together.get(w));
        }
    }

    private static List<List<double[][]>> nats(
            SyntheticSource source, Dialect dialect, List<Pack> packs, LogitScales scales) {
        Compute compute = new Compute(Compute.Type.FLOAT32, "cpu", 1);
        try (Forward forward = TorchForward.open(source, compute, dialect)) {
            return Scoring.nats(forward, source, packs, scales);
        }
    }

    private static List<Pack.Window> windows() {
        Random random = new Random(7);
        List<Pack.Window> windows = new ArrayList<>();
        for (int length : new int[] {3, 40, 111, 2, 100}) {
            boolean[] scored = new boolean[length];
            Arrays.fill(scored, 1, length, true);
            windows.add(new Pack.Window(
                    windows.size(), random.longs(length, 0, VOCABULARY).toArray(), scored));
        }
        return windows;
    }
}
