package dev.mergesweep.evaluator.djl;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.mergesweep.evaluator.Forward;
import dev.mergesweep.evaluator.LogitScales;
import dev.mergesweep.evaluator.Pack;
import dev.mergesweep.evaluator.architecture.Architecture;
import dev.mergesweep.evaluator.architecture.Weight;
import dev.mergesweep.evaluator.architecture.family.Families;
import dev.mergesweep.evaluator.architecture.script.Dialect;
import dev.mergesweep.evaluator.architecture.script.HeadScript;
import dev.mergesweep.evaluator.architecture.script.StageScript;
import dev.mergesweep.merger.TensorSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/** The forward pass as TorchScript, run by DJL's PyTorch engine. */
public final class TorchForward implements Forward {
    private final Architecture architecture;
    private final List<StageScript> scripts;
    private final Compute compute;
    private final Dialect dialect;
    private final Modules modules;
    private final WeightLoader loader;
    private final RotaryTables tables;
    private final Workers workers;
    private final NDManager root;

    private TorchForward(Architecture architecture, Compute compute, Dialect dialect, Modules modules) {
        this.architecture = architecture;
        this.compute = compute;
        this.dialect = dialect;
        this.scripts = StageScripts.forward(architecture, dialect);
        this.modules = modules;
        this.root = TorchEngine.manager(modules.device());
        this.tables = new RotaryTables(architecture.rotaries(), this::rounded);
        this.workers = new Workers(compute.threads());
        this.loader = new WeightLoader(modules, compute.type(), workers, WeightLoader.PIECE_BYTES);
    }

    /**
     * The forward pass of the architecture that a {@code config.json} describes.
     *
     * @throws dev.mergesweep.merger.yaml.InputException where the config is not understood
     */
    public static TorchForward open(ObjectNode config, Compute compute) {
        return open(Families.read(config, "config.json", Set.of()), compute, false);
    }

    /**
     * The forward pass of a checkpoint's architecture, once its tensors are seen to be those of its {@code config.json}.
     *
     * @throws dev.mergesweep.merger.yaml.InputException where the config is not understood or a tensor does not fit
     */
    public static TorchForward open(TensorSource source, Compute compute) {
        return open(checked(source), compute, false);
    }

    /** As {@link #open(TensorSource, Compute)}, and what it gives may go where derivatives are taken. */
    static TorchForward differentiable(TensorSource source, Compute compute) {
        return open(checked(source), compute, true);
    }

    private static Architecture checked(TensorSource source) {
        Architecture architecture = architecture(source);
        Tensors.check(source, StageScripts.weights(architecture));
        return architecture;
    }

    private static Architecture architecture(TensorSource source) {
        return Families.read(
                source.config(),
                source.name() + "/config.json",
                source.headers().keySet());
    }

    private static TorchForward open(Architecture architecture, Compute compute, boolean differentiable) {
        Device device = Devices.of(compute.device());
        return new TorchForward(
                architecture, compute, Kernels.dialect(compute.type(), device), new Modules(device, differentiable));
    }

    /** With a dialect of choice, whatever the device. */
    static TorchForward open(TensorSource source, Compute compute, Dialect dialect) {
        return new TorchForward(
                architecture(source), compute, dialect, new Modules(Devices.of(compute.device()), false));
    }

    @Override
    public int stages() {
        return architecture.stages();
    }

    @Override
    public List<String> tensors(int stage) {
        return scripts.get(stage).weights().stream().map(Weight::name).toList();
    }

    @Override
    public TorchWeights load(int stage, TensorSource source) {
        return loader.load(scripts.get(stage).weights(), source, root.newSubManager());
    }

    @Override
    public Hidden embed(Weights embedding, List<Pack> packs) {
        packs.forEach(pack -> Packs.check(pack, architecture.sizes()));
        Frames frames = Frames.of(packs, tables, root.newSubManager());
        Users weights = ((TorchWeights) embedding).users();
        try {
            return hidden(
                    frames,
                    packs.stream()
                            .map(pack -> {
                                weights.enter();
                                return workers.after(
                                        CompletableFuture.completedFuture(pack),
                                        given -> embedded(given, embedding),
                                        weights::leave);
                            })
                            .toList());
        } finally {
            frames.users().leave();
        }
    }

    private NDArray embedded(Pack pack, Weights embedding) {
        try (NDManager scope = root.newSubManager()) {
            return call(0, inputs(pack, scope), embedding);
        }
    }

    /** Returns when all of {@code hidden} is there: its packs go on one by one, and the caller can get the next weights meanwhile. */
    @Override
    public Hidden layer(int stage, Weights weights, Hidden hidden) {
        TorchHidden before = (TorchHidden) hidden;
        TorchHidden after = hidden(before.frames(), before.each(workers, (TorchWeights) weights, (frame, state) -> {
            NDList arguments = new NDList(state);
            arguments.addAll(frame(stage, frame));
            return call(stage, arguments, weights);
        }));
        try {
            before.await();
            return after;
        } catch (RuntimeException | Error e) {
            after.close();
            throw e;
        }
    }

    /** Ids and their places. */
    NDList inputs(Pack pack, NDManager scope) {
        return Packs.inputs(pack, architecture.sizes().positions(), scope);
    }

    /** What a layer is told of a pack besides its hidden states. */
    NDList frame(int layer, Frames.Frame frame) {
        int rotary = architecture.layers().get(layer - 1).attention().rotary();
        NDList arguments = new NDList(frame.bounds());
        if (rotary >= 0) {
            arguments.add(frame.turns().get(rotary).cos());
            arguments.add(frame.turns().get(rotary).sin());
        }
        return arguments;
    }

    TorchHidden hidden(Frames frames, List<CompletableFuture<NDArray>> states) {
        return new TorchHidden(
                states,
                frames,
                (long) architecture.sizes().hidden() * (compute.type() == Compute.Type.FLOAT32 ? 4 : 2));
    }

    private static NDArray attached(NDArray array, NDManager manager) {
        array.attach(manager);
        return array;
    }

    @Override
    public List<List<double[]>> head(Weights head, Hidden hidden) {
        return headAtScales(head, hidden, LogitScales.NONE).get().stream()
                .map(pack -> pack.stream().map(window -> window[0]).toList())
                .toList();
    }

    @Override
    public Supplier<List<List<double[][]>>> headAtScales(Weights head, Hidden hidden, LogitScales scales) {
        String source =
                HeadScript.of(architecture.head(), dialect, scales.others()).source();
        List<CompletableFuture<List<double[][]>>> nats = ((TorchHidden) hidden)
                .each(workers, (TorchWeights) head, (frame, state) -> {
                    try (NDManager scope = root.newSubManager()) {
                        Packs.Targets targets = Packs.targets(frame.pack(), HeadScript.ROWS);
                        NDList arguments = new NDList(state, scope.create(targets.rows()), scope.create(targets.ids()));
                        NDArray found = attached(call(source, arguments, head), scope);
                        return Packs.byWindow(
                                frame.pack(),
                                found.toFloatArray(),
                                1 + scales.others().size());
                    }
                });
        return () -> Workers.values(nats);
    }

    @Override
    public List<long[]> mostLikely(Weights head, Hidden hidden) {
        String source = HeadScript.mostLikely(architecture.head(), dialect).source();
        return Workers.values(((TorchHidden) hidden).each(workers, (TorchWeights) head, (frame, state) -> {
            try (NDManager scope = root.newSubManager()) {
                NDList arguments =
                        new NDList(state, scope.create(Packs.lastRows(frame.pack(), HeadScript.LIKELY_ROWS)));
                return Packs.byLastRow(
                        frame.pack(),
                        attached(call(source, arguments, head), scope).toLongArray());
            }
        }));
    }

    Architecture architecture() {
        return architecture;
    }

    WeightLoader loader() {
        return loader;
    }

    Workers workers() {
        return workers;
    }

    NDManager root() {
        return root;
    }

    NDManager scope() {
        return root.newSubManager();
    }

    TorchScriptModule module(String source) {
        return modules.of(source);
    }

    private NDArray call(int stage, NDList arguments, Weights weights) {
        return call(scripts.get(stage).source(), arguments, weights);
    }

    private NDArray call(String source, NDList arguments, Weights weights) {
        arguments.addAll(((TorchWeights) weights).arrays());
        NDArray result = modules.of(source).call(arguments);
        // Results come attached to the manager of the first argument; they shall not die with it.
        result.attach(root);
        return result;
    }

    /** Float32 to the compute type. */
    private NDArray rounded(NDArray array) {
        return switch (compute.type()) {
            case FLOAT32 -> array;
            case BFLOAT16 -> {
                try (array) {
                    yield modules.of(ConversionScript.rounded(compute.type())).call(new NDList(array));
                }
            }
        };
    }

    @Override
    public String kernels() {
        String machine = root.getDevice().isGpu()
                ? "gpu"
                : "cpu " + Kernels.machine(CpuFeatures.ofThisMachine(), System.getenv());
        return "%s, %s, %s, %s"
                .formatted(TorchEngine.version(), machine, compute.type().word(), Kernels.name(dialect));
    }

    @Override
    public void close() {
        workers.close();
        root.close();
        modules.close();
    }
}
