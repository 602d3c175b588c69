package dev.mergesweep.evaluator.slope;

import dev.mergesweep.evaluator.Forward;
import dev.mergesweep.merger.Tangents;
import dev.mergesweep.merger.TensorSource;
import java.util.List;
import java.util.function.Supplier;

/**
 * The stages of a {@link Forward} pass run backward, in float32: from d nats / d hidden states behind a stage to those before
 * it, and on the way what each position adds to d nats / d t of each tensor. Windows do not see each other, so every window
 * has slopes of its own. A stage is computed anew from the hidden states before it: between stages nothing is kept.
 *
 * <p>As with a forward pass, packs of a block run side by side, and one goes on to the next stage though others still are in
 * this one: two stages at most are under way, and what goes wrong in one is thrown where the gradient it gives, or its slopes,
 * are used. No bit depends on the number of threads, on the block, or on what ran before.
 */
public interface Backward extends AutoCloseable {

    /**
     * What a stage gives, or will have given.
     *
     * @param gradient d nats / d hidden states before the stage
     * @param slopes waits for the stage; per pack, per window: d nats / d t of each of the stage's {@link Forward#tensors}, 0
     *     where it has no t
     */
    record Step(Forward.Hidden gradient, Supplier<List<List<double[]>>> slopes) {}

    /**
     * @param nats waits for the stage; per pack, per window, of its scored ids in order, up to the last bits those of
     *     {@link Forward#head}
     */
    record Last(Step step, Supplier<List<List<double[]>>> nats) {}

    /** The pass that gives the hidden states; closed with this. */
    Forward forward();

    /** How many packs of a block run side by side. */
    int threads();

    /** Reads a stage's tensors; its {@link Forward#load} may have them in an order of its own. Not of the last stage, which reads them itself. */
    Forward.Weights weights(int stage, TensorSource merged);

    /** Reads how a stage's tensors change with t, where they have one. Not of the last stage. */
    Forward.Weights tangents(int stage, Tangents tangents);

    /** The last stage. Its tensors are read bit by bit: with a large vocabulary, nothing else is as large. */
    Last head(TensorSource merged, Tangents tangents, Forward.Hidden before);

    /** Stage 1 to {@code stages() - 2}. @param gradient of what the stage gave */
    Step layer(int stage, Forward.Weights weights, Forward.Weights tangents, Ends ends);

    /**
     * What a layer was given, and the gradient of what it gave. Both are left as they are, and may be closed meanwhile.
     */
    record Ends(Forward.Hidden before, Forward.Hidden gradient) {}

    /** Stage 0. @return slopes as those of a {@link Step} */
    List<List<double[]>> embed(Forward.Weights tangents, Forward.Hidden gradient);

    @Override
    void close();
}
