package dev.mergesweep.evaluator.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.mergesweep.evaluator.Forward;
import dev.mergesweep.evaluator.Pack;
import dev.mergesweep.evaluator.architecture.script.Dialect;
import dev.mergesweep.evaluator.architecture.script.HeadScript;
import dev.mergesweep.evaluator.architecture.script.StageScript;
import dev.mergesweep.evaluator.slope.Backward;
import dev.mergesweep.merger.Tangents;
import dev.mergesweep.merger.TensorSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** The stages of a {@link TorchForward} run backward: TorchScript that asks autograd itself, one call a stage and pack. */
public final class TorchBackward implements Backward {
    private final TorchForward forward;
    private final List<StageScript> scripts;
    private final int threads;

    private TorchBackward(TorchForward forward, Dialect dialect, int threads) {
        this.threads = threads;
        this.forward = forward;
        this.scripts = StageScripts.backward(forward.architecture(), dialect);
    }

    /**
     * @param compute float32
     * @throws dev.mergesweep.merger.yaml.InputException where the config is not understood or a tensor does not fit
     */
    public static TorchBackward open(TensorSource source, Compute compute) {
        if (compute.type() != Compute.Type.FLOAT32) {
            throw new IllegalArgumentException("Slopes are computed in float32, not in " + compute.type());
        }
        return new TorchBackward(
                TorchForward.differentiable(source, compute), Kernels.DIFFERENTIABLE, compute.threads());
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
    public TorchWeights load(int stage, Tangents tangents) {
        return forward.tangents(scripts.get(stage).weights(), tangents);
    }

    @Override
    public Last head(Forward.Weights head, Forward.Weights tangents, Forward.Hidden before) {
        TorchHidden last = (TorchHidden) before;
        List<List<double[]>> nats = new ArrayList<>();
        for (int i = 0; i < last.frames().all().size(); i++) {
            nats.add(List.of());
        }
        Step step = step(last, index -> {
            Pack pack = last.frames().all().get(index).pack();
            try (NDManager scope = forward.scope()) {
                Packs.Targets targets = Packs.targets(pack, HeadScript.ROWS);
                NDList arguments = new NDList(
                        last.state(index),
                        scope.create(targets.rows()),
                        scope.create(targets.ids()),
                        scope.create(Packs.counted(pack, targets)));
                NDList gave = call(forward.stages() - 1, arguments, head, tangents);
                try (NDArray own = gave.get(2)) {
                    nats.set(index, Packs.byWindow(pack, own.toFloatArray()));
                }
                return gave;
            }
        });
        return new Last(step, nats);
    }

    @Override
    public Step layer(int stage, Forward.Weights weights, Forward.Weights tangents, Ends ends) {
        TorchHidden before = (TorchHidden) ends.before();
        TorchHidden gradient = (TorchHidden) ends.gradient();
        return step(before, index -> {
            NDList arguments = new NDList(before.state(index), gradient.state(index));
            arguments.addAll(forward.frame(stage, before.frames().all().get(index)));
            return call(stage, arguments, weights, tangents);
        });
    }

    /** @param call gives the gradient and the slopes of each position */
    private Step step(TorchHidden before, IntFunction<NDList> call) {
        // A worker that waited for a state would keep another from computing it.
        before.await();
        List<List<double[]>> slopes = new ArrayList<>();
        for (int i = 0; i < before.frames().all().size(); i++) {
            slopes.add(List.of());
        }
        TorchHidden gradient = forward.hidden(
                before.frames(), forward.workers().start(before.frames().all().size(), index -> {
                    NDList gave = call.apply(index);
                    try (NDArray positions = gave.get(1)) {
                        slopes.set(
                                index, byWindow(before.frames().all().get(index).pack(), positions));
                    }
                    return gave.get(0);
                }));
        try {
            gradient.await();
        } catch (RuntimeException | Error e) {
            gradient.close();
            throw e;
        }
        return new Step(gradient, slopes);
    }

    @Override
    public List<List<double[]>> embed(Forward.Weights tangents, Forward.Hidden gradient) {
        TorchHidden after = (TorchHidden) gradient;
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

    private NDList call(int stage, NDList arguments, Forward.Weights weights, Forward.Weights tangents) {
        arguments.addAll(((TorchWeights) weights).arrays());
        arguments.addAll(((TorchWeights) tangents).arrays());
        NDList gave = forward.module(scripts.get(stage).source()).callForAll(arguments);
        // Results come attached to the manager of the first argument; they shall not die with it.
        gave.forEach(array -> array.attach(forward.root()));
        return gave;
    }

    /** The shares of a window's positions, added up. */
    private static List<double[]> byWindow(Pack pack, NDArray positions) {
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
