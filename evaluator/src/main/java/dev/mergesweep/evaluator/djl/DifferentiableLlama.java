package dev.mergesweep.evaluator.djl;

/**
 * TorchScript of a whole Llama with its loss, through which gradients pass: no operator writes into a tensor that another
 * one keeps.
 */
final class DifferentiableLlama {
    /** Tensors of one layer. */
    private static final int PER_LAYER = 9;

    private static final String SOURCE = """
            def rotate(self, x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
              a, b = torch.chunk(x, 2, -1)
              return torch.cat([a*cos - b*sin, b*cos + a*sin], -1)
            def heads(self, x: Tensor, w: Tensor, count: int) -> Tensor:
              y = torch.linear(x, w)
              return torch.transpose(torch.view(y, [torch.size(x, 0), torch.size(x, 1), count, $headSize]), 1, 2)
            def layer(self, x: Tensor, cos: Tensor, sin: Tensor, w: List[Tensor], i: int) -> Tensor:
              h = torch.rms_norm(x, [$hidden], w[i], $epsilon)
              q = self.rotate(self.heads(h, w[i+1], $heads), cos, sin)
              k = torch.repeat_interleave(self.rotate(self.heads(h, w[i+2], $keyValueHeads), cos, sin), $group, 1)
              v = torch.repeat_interleave(self.heads(h, w[i+3], $keyValueHeads), $group, 1)
              a = torch.scaled_dot_product_attention(q, k, v, None, 0., True)
              x = torch.add(x, torch.linear(torch.flatten(torch.transpose(a, 1, 2), 2), w[i+4]))
              h = torch.rms_norm(x, [$hidden], w[i+5], $epsilon)
              g = torch.mul(torch.silu(torch.linear(h, w[i+6])), torch.linear(h, w[i+7]))
              return torch.add(x, torch.linear(g, w[i+8]))
            def forward(self, ids: Tensor, target: Tensor, cos: Tensor, sin: Tensor, w: List[Tensor]) -> Tensor:
              x = torch.embedding(w[0], ids)
              for l in range($layers):
                x = self.layer(x, cos, sin, w, 1 + $perLayer*l)
              x = torch.rms_norm(x, [$hidden], w[1 + $perLayer*$layers], $epsilon)
              logits = torch.linear(torch.flatten(x, 0, 1), w[0])
              return torch.cross_entropy_loss(logits, torch.flatten(target))
            """;

    private DifferentiableLlama() {}

    /** Arguments: ids and targets of [rows, positions], cosines and sines of [positions, head size / 2], the tensors. */
    static String source(LlamaSize size) {
        return SOURCE.replace("$keyValueHeads", String.valueOf(size.keyValueHeads()))
                .replace("$headSize", String.valueOf(size.headSize()))
                .replace("$heads", String.valueOf(size.heads()))
                .replace("$group", String.valueOf(size.heads() / size.keyValueHeads()))
                .replace("$hidden", String.valueOf(size.hidden()))
                .replace("$layers", String.valueOf(size.layers()))
                .replace("$perLayer", String.valueOf(PER_LAYER))
                .replace("$epsilon", String.valueOf(LlamaSize.EPSILON));
    }
}
