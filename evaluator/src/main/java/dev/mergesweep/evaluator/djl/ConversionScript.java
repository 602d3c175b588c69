package dev.mergesweep.evaluator.djl;

import dev.mergesweep.evaluator.architecture.Layout;
import dev.mergesweep.merger.checkpoint.ElementType;

/**
 * TorchScript that turns a tensor as stored into a weight as computed with. The result never shares memory with what came
 * in. bfloat16 stays inside: DJL 0.36 aborts the JVM where it meets that type.
 */
final class ConversionScript {
    private static final int FLOAT32 = 6;
    private static final int BFLOAT16 = 15;

    /** The bits of float16 taken as bfloat16, without a copy. */
    static final String REINTERPRETED = """
            def forward(self, x: Tensor) -> Tensor:
              return torch.set_(torch.empty([0], dtype=15, device=x.device), x)
            """;

    private ConversionScript() {}

    static String of(ElementType stored, Layout layout, Compute.Type type) {
        return "def forward(self, x: Tensor) -> Tensor:\n"
                + reinterpreted(stored)
                + arranged(layout)
                + "  return torch.to(x, %d, False, True, 0)\n".formatted(number(type));
    }

    /** Of what has the compute type already. */
    static String of(Layout layout) {
        return "def forward(self, x: Tensor) -> Tensor:\n" + arranged(layout) + "  return x\n";
    }

    /** {@code forward(row, x, whole)} writes {@code x} into {@code whole} from {@code row} on, converted. */
    static String piece(ElementType stored) {
        return "def forward(self, row: Tensor, x: Tensor, whole: Tensor) -> Tensor:\n"
                + reinterpreted(stored)
                + "  _0 = torch.copy_(torch.slice(whole, 0, int(row), int(row) + torch.size(x, 0)), x)\n"
                + "  return row\n";
    }

    /** Float32 to the compute type. */
    static String rounded(Compute.Type type) {
        return of(ElementType.F32, Layout.PLAIN, type);
    }

    private static String reinterpreted(ElementType stored) {
        return stored == ElementType.BF16 ? "  x = torch.set_(torch.empty([0], dtype=15, device=x.device), x)\n" : "";
    }

    private static int number(Compute.Type type) {
        return switch (type) {
            case FLOAT32 -> FLOAT32;
            case BFLOAT16 -> BFLOAT16;
        };
    }

    private static String arranged(Layout layout) {
        return switch (layout) {
            case Layout.Plain _ -> "";
            // The number of rows it will be multiplied with does not matter.
            case Layout.Packed(Layout before) ->
                arranged(before) + "  x = ops.mkl._mkl_reorder_linear_weight(x, 512)\n";
            case Layout.Transposed _ -> "  x = torch.contiguous(torch.t(x))\n";
            case Layout.PlusOne _ -> "  x = torch.add(torch.to(x, 6), 1.)\n";
            case Layout.HeadByHead(int heads) -> """
                  y = torch.reshape(x, [%1$d, 3, torch.size(x, 0) // %2$d, -1])
                  x = torch.reshape_as(torch.transpose(y, 0, 1), x)
                """.formatted(heads, 3 * heads);
            case Layout.PairsTogether(int heads, int head, int size, Layout before) ->
                arranged(before) + """
                  i = torch.arange(torch.size(x, 0), device=x.device)
                  y = torch.reshape(torch.slice(i, 0, 0, %4$d), [%1$d, %2$d])
                  z = torch.transpose(torch.reshape(torch.slice(y, 1, 0, %3$d), [%1$d, 2, %5$d]), 1, 2)
                  y = torch.cat([torch.reshape(z, [%1$d, %3$d]), torch.slice(y, 1, %3$d)], 1)
                  x = torch.index_select(x, 0, torch.cat([torch.flatten(y), torch.slice(i, 0, %4$d)]))
                """.formatted(heads, head, size, heads * head, size / 2);
        };
    }
}
