package dev.mergesweep.evaluator;

import dev.mergesweep.merger.TensorSource;
import java.util.List;
import java.util.function.BiConsumer;
import tools.jackson.databind.JsonNode;

/** Runs packs through all stages of one source, block by block. */
final class Walk {
    /** Engine memory for the hidden states of a block, in bytes: the larger, the more rarely a stage's tensors are read again. */
    private static final long HIDDEN_BYTES = 1L << 30;

    /** A stage reads one block of hidden states and writes another, both at most in float32. */
    private static final int BYTES_A_VALUE = 2 * Float.BYTES;

    private static final int HIDDEN_UNKNOWN = 4096;

    private final Forward forward;
    private final TensorSource source;
    private final Progress progress;

    Walk(Forward forward, TensorSource source, Progress progress) {
        this.forward = forward;
        this.source = source;
        this.progress = progress;
    }

    /** @param heard every window, in the order of the packs, with the nats of its scored ids */
    void over(List<Pack> packs, BiConsumer<Pack.Window, double[]> heard) {
        if (packs.isEmpty()) {
            return;
        }
        int block = blockSize(packs.stream().mapToInt(Pack::length).max().getAsInt());
        try (Stages stages = new Stages(forward, source, packs.size() > block)) {
            for (int begin = 0; begin < packs.size(); begin += block) {
                List<Pack> some = packs.subList(begin, Math.min(begin + block, packs.size()));
                hear(some, run(some, stages, (long) begin * forward.stages(), packs.size()), heard);
            }
        }
    }

    private int blockSize(int positions) {
        JsonNode config = source.config();
        long hidden = config.path("hidden_size").asLong(config.path("n_embd").asLong(HIDDEN_UNKNOWN));
        return (int) Math.clamp(HIDDEN_BYTES / (BYTES_A_VALUE * hidden * positions), 1, Integer.MAX_VALUE);
    }

    private List<List<double[]>> run(List<Pack> packs, Stages stages, long before, long all) {
        int last = forward.stages() - 1;
        Forward.Hidden hidden = stages.with(0, weights -> forward.embed(weights, packs));
        try {
            for (int stage = 1; stage < last; stage++) {
                progress.at(before + (long) stage * packs.size(), all * forward.stages());
                Forward.Hidden read = hidden;
                int layer = stage;
                hidden = stages.with(stage, weights -> forward.layer(layer, weights, read));
                read.close();
            }
            progress.at(before + (long) last * packs.size(), all * forward.stages());
            Forward.Hidden read = hidden;
            List<List<double[]>> nats = stages.with(last, weights -> forward.head(weights, read));
            progress.at(before + (long) forward.stages() * packs.size(), all * forward.stages());
            return nats;
        } finally {
            hidden.close();
        }
    }

    private static void hear(List<Pack> packs, List<List<double[]>> nats, BiConsumer<Pack.Window, double[]> heard) {
        for (int p = 0; p < packs.size(); p++) {
            List<Pack.Window> windows = packs.get(p).windows();
            for (int w = 0; w < windows.size(); w++) {
                heard.accept(windows.get(w), nats.get(p).get(w));
            }
        }
    }
}
