package dev.mergesweep.evaluator.djl;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;

/** What a float32 matrix product of 2048 x 576 and 576 x 1536 reaches on one thread. */
final class Peak {
    private static final List<String> PRODUCTS = List.of(
            "torch.linear(x, w)",
            "ops.mkldnn._linear_pointwise(x, w, None, \"none\", annotate(List[Optional[number]], []), None)");

    private static final int CALLS = 5;

    private Peak() {}

    /** Operations per second, the median of a few products by the better of MKL and oneDNN. */
    static double measured() {
        return PRODUCTS.stream().mapToDouble(Peak::measured).max().orElseThrow();
    }

    private static double measured(String product) {
        String source = "def forward(self, x: Tensor, w: Tensor) -> Tensor:\n  return %s\n".formatted(product);
        try (TorchScriptModule module = TorchScriptModule.of(source, Device.cpu(), false);
                NDManager manager = TorchEngine.manager(Device.cpu())) {
            NDArray x = manager.randomNormal(new Shape(2048, 576));
            NDArray w = manager.randomNormal(new Shape(1536, 576));
            List<Double> seconds = new ArrayList<>();
            for (int i = 0; i <= CALLS; i++) {
                long begin = System.nanoTime();
                module.call(new NDList(x, w)).close();
                if (i > 0) {
                    seconds.add((System.nanoTime() - begin) / 1e9);
                }
            }
            return 2.0 * 2048 * 576 * 1536 / seconds.stream().sorted().toList().get(CALLS / 2);
        }
    }
}
