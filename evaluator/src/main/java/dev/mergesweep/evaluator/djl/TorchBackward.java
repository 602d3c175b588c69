package dev.mergesweep.evaluator.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.mergesweep.evaluator.Forward;
import dev.mergesweep.evaluator.Pack;
import dev.mergesweep.evaluator.architecture.script.Dialect;
import dev.mergesweep.evaluator.architecture.script.HeadGradient;
import dev.mergesweep.evaluator.architecture.script.StageScript;
import dev.mergesweep.evaluator.slope.Backward;
import dev.mergesweep.merger.Tangents;
import dev.mergesweep.merger.TensorSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** The stages of a {@link TorchForward} run backward: TorchScript that asks autograd itself, one call a stage and pack. */
public final class TorchBackward implements Backward {
    /** Border states are freed stage by stage, between what the stages need: after so many, what is free is given back. */
    private static final int STAGES_BETWEEN = 4;

    private final TorchForward forward;
    private final List<StageScript> scripts;
    private final HeadBackward head;
    private final NativeHeap heap = new NativeHeap();
    private final int threads;

    private TorchBackward(TorchForward forward, Dialect dialect, int threads) {
        this.threads = threads;
        this.forward = forward;
        this.scripts = StageScripts.backward(forward.architecture(), dialect);
        this.head = new HeadBackward(
                forward, new HeadGradient(forward.architecture().head(), dialect));
        heap.keepLargeArraysApart();
        heap.giveBack();
    }

    /**
     * @param compute float32
     * @throws dev.mergesweep.merger.yaml.InputException where the config is not understood or a tensor does not fit
     */
    public static TorchBackward open(TensorSource source, Compute compute) {
        return open(source, compute, Kernels.differentiable(Devices.of(compute.device())));
    }

    /** With a dialect of choice for the way back, whatever the device. */
    static TorchBackward open(TensorSource source, Compute compute, Dialect dialect) {
        if (compute.type() != Compute.Type.FLOAT32) {
            throw new IllegalArgumentException("Slopes are computed in float32, not in " + compute.type());
        }
        return new TorchBackward(TorchForward.differentiable(source, compute), dialect, compute.threads());
    }

    @Override
    public Forward forward() {
        return forward;
    }

    @Override
    public int threads() {
        return threads;
    }

    @Override
    public TorchWeights weights(int stage, TensorSource merged) {
        return forward.loader().load(scripts.get(stage).weights(), merged, forward.scope());
    }

    @Override
    public TorchWeights tangents(int stage, Tangents tangents) {
        if (stage % STAGES_BETWEEN == 0) {
            // Before the embedding's tangent, which may be the largest array of all, too.
            heap.giveBack();
        }
        return forward.loader().tangents(scripts.get(stage).weights(), tangents, forward.scope());
    }

    @Override
    public Last head(TensorSource merged, Tangents tangents, Forward.Hidden before) {
        TorchHidden last = (TorchHidden) before;
        last.await();
        heap.giveBack();
        List<CompletableFuture<HeadBackward.Gave>> gave = head.start(merged, tangents, last);
        List<CompletableFuture<List<double[]>>> nats = each(gave, HeadBackward.Gave::nats);
        Step step = step(last, each(gave, pack -> new Gave(pack.gradient(), pack.slopes())));
        return new Last(step, () -> Workers.values(nats));
    }

    /** What a stage gave of a pack. */
    private record Gave(NDArray gradient, List<double[]> slopes) {}

    private static <A, B> List<CompletableFuture<B>> each(List<CompletableFuture<A>> packs, Function<A, B> part) {
        return packs.stream().map(pack -> pack.thenApply(part)).toList();
    }

    private Step step(TorchHidden before, List<CompletableFuture<Gave>> gave) {
        List<CompletableFuture<List<double[]>>> slopes = each(gave, Gave::slopes);
        return new Step(forward.hidden(before.frames(), each(gave, Gave::gradient)), () -> Workers.values(slopes));
    }

    /** Returns when all of the gradient is there that it begins from, as {@link TorchForward#layer} does. */
    @Override
    public Step layer(int stage, Forward.Weights weights, Forward.Weights tangents, Ends ends) {
        TorchHidden before = (TorchHidden) ends.before();
        TorchHidden gradient = (TorchHidden) ends.gradient();
        Users read = ((TorchWeights) weights).users();
        Users readToo = ((TorchWeights) tangents).users();
        Step step = step(
                before,
                gradient.each(forward.workers(), pack -> List.of(read, readToo, before.users(pack)), (frame, after) -> {
                    // Where there is a gradient behind a stage, there is what the stage was given.
                    NDList arguments = new NDList(before.state(frame.index()), after);
                    arguments.addAll(forward.frame(stage, frame));
                    arguments.addAll(((TorchWeights) weights).arrays());
                    arguments.addAll(((TorchWeights) tangents).arrays());
                    return layer(stage, frame.pack(), arguments);
                }));
        try {
            gradient.await();
            return step;
        } catch (RuntimeException | Error e) {
            step.gradient().close();
            throw e;
        }
    }

    private Gave layer(int stage, Pack pack, NDList arguments) {
        NDList gave = forward.module(scripts.get(stage).source()).callForAll(arguments);
        // Results come attached to the manager of the first argument; they shall not die with it.
        gave.forEach(array -> array.attach(forward.root()));
        try (NDArray positions = gave.get(1)) {
            return new Gave(gave.get(0), byWindow(pack, positions));
        }
    }

    @Override
    public List<List<double[]>> embed(Forward.Weights tangents, Forward.Hidden gradient) {
        TorchHidden after = (TorchHidden) gradient;
        after.await();
        return forward.workers().map(after.frames().all().size(), index -> {
            Pack pack = after.frames().all().get(index).pack();
            try (NDManager scope = forward.scope()) {
                NDList arguments = new NDList(after.state(index));
                arguments.addAll(forward.inputs(pack, scope));
                arguments.addAll(((TorchWeights) tangents).arrays());
                try (NDArray positions = forward.module(scripts.get(0).source()).call(arguments)) {
                    return byWindow(pack, positions);
                }
            }
        });
    }

    /** The shares of a window's positions, added up. */
    static List<double[]> byWindow(Pack pack, NDArray positions) {
        Shape shape = positions.getShape();
        int weights = Math.toIntExact(shape.get(0));
        int length = Math.toIntExact(shape.get(1));
        float[] all = positions.toFloatArray();
        List<double[]> windows = new ArrayList<>();
        int begin = 0;
        for (Pack.Window window : pack.windows()) {
            int end = begin + window.ids().length;
            double[] sums = new double[weights];
            for (int weight = 0; weight < weights; weight++) {
                for (int i = begin; i < end; i++) {
                    sums[weight] += all[weight * length + i];
                }
            }
            windows.add(sums);
            begin = end;
        }
        return windows;
    }

    @Override
    public void close() {
        forward.close();
    }
}
