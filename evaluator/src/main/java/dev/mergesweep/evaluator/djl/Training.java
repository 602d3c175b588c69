package dev.mergesweep.evaluator.djl;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import ai.djl.training.optimizer.Optimizer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SequencedMap;
import java.util.function.Supplier;

/**
 * A small Llama that learns to predict the next token, in float32 on the CPU, by Adam. One thread and fixed seeds: the
 * same machine gives the same weights again.
 */
public final class Training implements AutoCloseable {

    /** Adam's memory of squared gradients; shorter than the usual 0.999 because trainings here have a few hundred steps. */
    private static final float SECOND_MOMENT = 0.98f;

    /** Hears of every step. */
    @FunctionalInterface
    public interface Listener {
        /** @param nats mean loss of the step's batch, in nats a token */
        void learned(int step, double nats);
    }

    private final NDManager manager = TorchEngine.manager(Device.cpu());
    private final TorchScriptModule module;
    private final SequencedMap<String, NDArray> weights = new LinkedHashMap<>();
    private final NDArray cosines;
    private final NDArray sines;

    /** @param weights by name, as {@link #weights()} gives them and {@link #initial} draws them */
    public Training(LlamaSize size, Map<String, float[]> weights) {
        this.module = TorchScriptModule.of(DifferentiableLlama.source(size), Device.cpu(), true);
        size.tensors().forEach((name, shape) -> {
            NDArray array = manager.create(Objects.requireNonNull(weights.get(name), name), engineShape(shape));
            array.setRequiresGradient(true);
            array.setName("w[]");
            this.weights.put(name, array);
        });
        Shape waves = new Shape(size.context(), size.headSize() / 2);
        this.cosines = manager.create(waves(size, true), waves);
        this.sines = manager.create(waves(size, false), waves);
    }

    /** First weights: norms are one, all else is Gaussian noise. */
    public static SequencedMap<String, float[]> initial(LlamaSize size, long seed) {
        Random random = new Random(seed);
        SequencedMap<String, float[]> weights = new LinkedHashMap<>();
        size.tensors().forEach((name, shape) -> {
            boolean norm = shape.rank() == 1;
            float[] values = new float[Math.toIntExact(shape.elements())];
            for (int i = 0; i < values.length; i++) {
                values[i] = norm ? 1 : (float) (LlamaSize.INITIAL_DEVIATION * random.nextGaussian());
            }
            weights.put(name, values);
        });
        return weights;
    }

    /** @param batches rows of {@code context + 1} ids: every id but a row's first is predicted */
    public void learn(LearningPlan plan, Supplier<long[][]> batches, Listener listener) {
        Optimizer adam = Optimizer.adam()
                .optLearningRateTracker((_, update) -> (float) plan.rate(update - 1))
                .optBeta2(SECOND_MOMENT)
                .build();
        for (int step = 0; step < plan.steps(); step++) {
            try (NDManager scope = manager.newSubManager()) {
                double nats = gradients(scope, batches.get());
                weights.forEach((name, weight) -> update(adam, name, weight));
                listener.learned(step, nats);
            }
        }
    }

    private double gradients(NDManager scope, long[][] rows) {
        NDList arguments = new NDList(part(scope, rows, 0), part(scope, rows, 1), cosines, sines);
        arguments.addAll(weights.values());
        try (GradientCollector collector = TorchEngine.start().newGradientCollector()) {
            NDArray loss = module.call(arguments);
            collector.backward(loss);
            return loss.getFloat();
        }
    }

    /** All of every row but its last id, or but its first. */
    private static NDArray part(NDManager scope, long[][] rows, int from) {
        int length = rows[0].length - 1;
        long[] flat = new long[rows.length * length];
        for (int row = 0; row < rows.length; row++) {
            System.arraycopy(rows[row], from, flat, row * length, length);
        }
        return scope.create(flat, new Shape(rows.length, length));
    }

    /** The engine adds gradients up, so they go back to zero once used. */
    private static void update(Optimizer adam, String name, NDArray weight) {
        try (NDArray gradient = weight.getGradient()) {
            adam.update(name, weight, gradient);
            gradient.subi(gradient);
        }
    }

    private static Shape engineShape(dev.mergesweep.merger.checkpoint.Shape shape) {
        return new Shape(shape.dimensions());
    }

    private static float[] waves(LlamaSize size, boolean cosine) {
        int half = size.headSize() / 2;
        float[] waves = new float[size.context() * half];
        for (int i = 0; i < waves.length; i++) {
            double angle = i / half * Math.pow(LlamaSize.ROPE_BASE, -(double) (i % half) / half);
            waves[i] = (float) (cosine ? Math.cos(angle) : Math.sin(angle));
        }
        return waves;
    }

    /** A copy of the weights as they are now, in the order of {@link LlamaSize#tensors()}. */
    public SequencedMap<String, float[]> weights() {
        SequencedMap<String, float[]> copy = new LinkedHashMap<>();
        weights.forEach((name, array) -> copy.put(name, array.toFloatArray()));
        return copy;
    }

    @Override
    public void close() {
        module.close();
        manager.close();
    }
}
