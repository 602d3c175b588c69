package dev.mergesweep.evaluator;

import dev.mergesweep.merger.TensorSource;
import java.util.List;
import java.util.function.Supplier;

/**
 * The forward pass of one architecture on one device, stage by stage: stage 0 embeds, stages 1 to {@code stages() - 2} are
 * the layers, the last is the head (final norm, output projection, loss). A stage is given hidden states and its weights
 * and returns hidden states, so candidates that agree in a prefix of stages share its states, and layers can be streamed.
 *
 * <p>Packs of a block run side by side on the worker threads this was opened with, one engine thread inside each; no score
 * depends on their number, on the block, or on what ran before. A pack goes on to the next stage as soon as that is asked for,
 * though others still are in this one: {@link #embed} and {@link #layer} return before their work is done, so that the caller
 * merges the next stage's weights while this one runs. At most two stages are under way. What goes wrong in a stage is thrown
 * where its hidden states are used.
 */
public interface Forward extends AutoCloseable {

    /** Weights of one stage in the engine's memory, converted to the compute type. May be closed while a stage runs with them. */
    interface Weights extends AutoCloseable {
        /** Engine memory held, in bytes. */
        long bytes();

        /** What merging and converting them took of the machine, in nanoseconds: without waiting for a stage that runs meanwhile. */
        long nanoseconds();

        @Override
        void close();
    }

    /** Hidden states of a block of packs at a stage border. Valid, and unchanged, until closed; may be closed while a stage reads them. */
    interface Hidden extends AutoCloseable {
        long bytes();

        /** Returns when all of it is there. What the stage could not do is thrown here. */
        void await();

        @Override
        void close();
    }

    int stages();

    /** Names of the tensors that a stage reads, as the checkpoint names them; with a tied head the embedding's too. */
    List<String> tensors(int stage);

    /** Reads a stage's tensors from a source of the same architecture and converts them. */
    Weights load(int stage, TensorSource source);

    /** Stage 0. */
    Hidden embed(Weights embedding, List<Pack> packs);

    /** Stage 1 to {@code stages() - 2}. {@code hidden} is left as it is. */
    Hidden layer(int stage, Weights weights, Hidden hidden);

    /**
     * The last stage.
     *
     * @return per pack, per window, the nats of its scored ids in order
     */
    List<List<double[]>> head(Weights head, Hidden hidden);

    /**
     * The last stage, its logits multiplied by some factors beside 1. It is begun at once; meanwhile other stages may begin.
     *
     * @return waits for it and gives per pack, per window, the nats of its scored ids in order: first to the bit as {@link #head} gives them, then at
     *     each of the scales
     */
    Supplier<List<List<double[][]>>> headAtScales(Weights head, Hidden hidden, LogitScales scales);

    /**
     * The last stage, asked for one greedy step.
     *
     * @return per pack, per window, the id with the largest logit after the window's last id, the lowest of equal ones;
     *     -1 for a window without ids
     */
    List<long[]> mostLikely(Weights head, Hidden hidden);

    /**
     * What computed the scores, for their identity: engine version, device kind, a CPU's instruction set, compute type,
     * kernels chosen. Two equal texts mean bit-equal scores.
     */
    String kernels();

    @Override
    void close();
}
