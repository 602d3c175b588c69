package dev.mergesweep.evaluator.djl;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.mergesweep.evaluator.architecture.Layout;
import dev.mergesweep.evaluator.architecture.Weight;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class WeightLoaderTest {
    private static final String TIMES_ONE = """
            def forward(self, w: Tensor) -> Tensor:
              y = ops.mkl._mkl_linear(torch.eye(16), w, torch.expand(torch.empty([1, 1]), [53, 16]), None, 16)
              return torch.contiguous(torch.t(y))
            """;

    private static final String TO_FLOAT = "def forward(self, x: Tensor) -> Tensor:\n  return torch.to(x, 6)\n";

    @ParameterizedTest
    @EnumSource(Compute.Type.class)
    @DisplayName("A tensor that comes in pieces, several at once, is the same as one that comes whole")
    void inPieces(Compute.Type type) {
        SyntheticSource source = new SyntheticSource(SyntheticSource.llama(16, 1, 2, 2, 24, 53));
        List<Weight> weights = List.of(Weight.plain("model.embed_tokens.weight", 53, 16));
        try (Modules modules = new Modules(Device.cpu(), false);
                Workers workers = new Workers(3);
                NDManager manager = TorchEngine.manager(Device.cpu())) {
            float[] whole =
                    floats(new WeightLoader(modules, type, workers, 1 << 20).load(weights, source, manager), modules);
            // 100 bytes are three rows of 16 bfloat16; the last piece is shorter.
            float[] pieces =
                    floats(new WeightLoader(modules, type, workers, 100).load(weights, source, manager), modules);
            assertThat(pieces).hasSize(53 * 16).containsExactly(whole);
        }
    }

    @Test
    @DisplayName("A matrix that is packed multiplies as it does unpacked, and comes in pieces too")
    void packed() {
        SyntheticSource source = new SyntheticSource(SyntheticSource.llama(16, 1, 2, 2, 24, 53));
        Weight plain = Weight.plain("model.embed_tokens.weight", 53, 16);
        Weight packed = new Weight(plain.name(), plain.shape(), new Layout.Packed(plain.layout()));
        try (Modules modules = new Modules(Device.cpu(), false);
                Workers workers = new Workers(3);
                NDManager manager = TorchEngine.manager(Device.cpu())) {
            TorchScriptModule timesOne = modules.of(TIMES_ONE);
            for (int pieceBytes : List.of(1 << 20, 100)) {
                WeightLoader loader = new WeightLoader(modules, Compute.Type.FLOAT32, workers, pieceBytes);
                NDArray matrix =
                        loader.load(List.of(packed), source, manager).arrays().getFirst();
                matrix.setName("");
                assertThat(timesOne.call(new NDList(matrix)).toFloatArray())
                        .as("pieces of %d bytes", pieceBytes)
                        .containsExactly(floats(loader.load(List.of(plain), source, manager), modules));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1 << 20, 100})
    @DisplayName("Pairs of rows come to lie side by side head by head, all else stays")
    void pairsTogether(int pieceBytes) {
        SyntheticSource source = new SyntheticSource(SyntheticSource.llama(16, 1, 2, 2, 24, 53));
        Weight plain = Weight.plain("model.embed_tokens.weight", 53, 16);
        Weight paired = new Weight(plain.name(), plain.shape(), new Layout.PairsTogether(3, 10, 6, Layout.PLAIN));
        try (Modules modules = new Modules(Device.cpu(), false);
                Workers workers = new Workers(3);
                NDManager manager = TorchEngine.manager(Device.cpu())) {
            WeightLoader loader = new WeightLoader(modules, Compute.Type.FLOAT32, workers, pieceBytes);
            float[] stored = floats(loader.load(List.of(plain), source, manager), modules);
            float[] expected = stored.clone();
            for (int head = 0; head < 3; head++) {
                for (int i = 0; i < 3; i++) {
                    System.arraycopy(stored, 16 * (10 * head + i), expected, 16 * (10 * head + 2 * i), 16);
                    System.arraycopy(stored, 16 * (10 * head + 3 + i), expected, 16 * (10 * head + 2 * i + 1), 16);
                }
            }
            assertThat(floats(loader.load(List.of(paired), source, manager), modules))
                    .containsExactly(expected);
        }
    }

    private static float[] floats(TorchWeights weights, Modules modules) {
        NDArray array = weights.arrays().getFirst();
        array.setName("");
        return modules.of(TO_FLOAT).call(new NDList(array)).toFloatArray();
    }
}
