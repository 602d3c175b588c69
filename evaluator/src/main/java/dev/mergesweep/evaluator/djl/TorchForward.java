package dev.mergesweep.evaluator.djl;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.mergesweep.evaluator.Forward;
import dev.mergesweep.evaluator.LogitScales;
import dev.mergesweep.evaluator.Pack;
import dev.mergesweep.evaluator.architecture.Architecture;
import dev.mergesweep.evaluator.architecture.Layer;
import dev.mergesweep.evaluator.architecture.Weight;
import dev.mergesweep.evaluator.architecture.family.Families;
import dev.mergesweep.evaluator.architecture.script.Dialect;
import dev.mergesweep.evaluator.architecture.script.EmbeddingScript;
import dev.mergesweep.evaluator.architecture.script.HeadScript;
import dev.mergesweep.evaluator.architecture.script.LayerScript;
import dev.mergesweep.evaluator.architecture.script.StageScript;
import dev.mergesweep.merger.TensorSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
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
        this.scripts = scripts(architecture, dialect);
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
        Tensors.check(source, weights(architecture));
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

    private static List<StageScript> scripts(Architecture architecture, Dialect dialect) {
        List<StageScript> scripts = new ArrayList<>();
        scripts.add(EmbeddingScript.of(architecture.embedding(), dialect));
        for (Layer layer : architecture.layers()) {
            scripts.add(LayerScript.of(layer, architecture.rotaries(), dialect));
        }
        scripts.add(HeadScript.of(architecture.head(), dialect));
        return List.copyOf(scripts);
    }

    static List<Weight> weights(Architecture architecture) {
        return scripts(architecture, Kernels.PORTABLE).stream()
                .flatMap(script -> script.weights().stream())
                .toList();
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
        NDManager manager = root.newSubManager();
        try {
            return loader.load(scripts.get(stage).weights(), source, manager);
        } catch (RuntimeException | Error e) {
            manager.close();
            throw e;
        }
    }

    @Override
    public Hidden embed(Weights embedding, List<Pack> packs) {
        packs.forEach(pack -> Packs.check(pack, architecture.sizes()));
        Frames frames = Frames.of(packs, tables, root.newSubManager());
        return hidden(frames, index -> {
            try (NDManager scope = root.newSubManager()) {
                return call(0, inputs(packs.get(index), scope), embedding);
            }
        });
    }

    @Override
    public Hidden layer(int stage, Weights weights, Hidden hidden) {
        TorchHidden before = (TorchHidden) hidden;
        return hidden(before.frames().retain(), index -> {
            NDList arguments = new NDList(before.state(index));
            arguments.addAll(frame(stage, before.frames().all().get(index)));
            return call(stage, arguments, weights);
        });
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

    /** @param frames retained for the new states */
    Hidden hidden(Frames frames, IntFunction<NDArray> state) {
        NDManager manager = root.newSubManager();
        try {
            List<NDArray> states = workers.map(frames.all().size(), index -> attached(state.apply(index), manager));
            return new TorchHidden(manager, states, frames, compute.type() == Compute.Type.FLOAT32 ? 4 : 2);
        } catch (RuntimeException | Error e) {
            manager.close();
            frames.release();
            throw e;
        }
    }

    private static NDArray attached(NDArray array, NDManager manager) {
        array.attach(manager);
        return array;
    }

    @Override
    public List<List<double[]>> head(Weights head, Hidden hidden) {
        return headAtScales(head, hidden, LogitScales.NONE).stream()
                .map(pack -> pack.stream().map(window -> window[0]).toList())
                .toList();
    }

    @Override
    public List<List<double[][]>> headAtScales(Weights head, Hidden hidden, LogitScales scales) {
        TorchHidden last = (TorchHidden) hidden;
        String source =
                HeadScript.of(architecture.head(), dialect, scales.others()).source();
        return workers.map(last.frames().all().size(), index -> {
            try (NDManager scope = root.newSubManager()) {
                Pack pack = last.frames().all().get(index).pack();
                Packs.Targets targets = Packs.targets(pack, HeadScript.ROWS);
                NDList arguments =
                        new NDList(last.state(index), scope.create(targets.rows()), scope.create(targets.ids()));
                NDArray nats = attached(call(source, arguments, head), scope);
                return Packs.byWindow(
                        pack, nats.toFloatArray(), 1 + scales.others().size());
            }
        });
    }

    @Override
    public List<long[]> mostLikely(Weights head, Hidden hidden) {
        TorchHidden last = (TorchHidden) hidden;
        return workers.map(last.frames().all().size(), index -> {
            try (NDManager scope = root.newSubManager()) {
                Pack pack = last.frames().all().get(index).pack();
                long[] rows = Packs.lastRows(pack, HeadScript.LIKELY_ROWS);
                NDList arguments = new NDList(last.state(index), scope.create(rows));
                String source =
                        HeadScript.mostLikely(architecture.head(), dialect).source();
                return Packs.byLastRow(
                        pack, attached(call(source, arguments, head), scope).toLongArray());
            }
        });
    }

    /** How the weights of a stage change with t; empty arrays for those without a t. */
    TorchWeights tangents(List<Weight> weights, TensorSource tangents) {
        NDManager manager = root.newSubManager();
        try {
            return loader.tangents(weights, tangents, manager);
        } catch (RuntimeException | Error e) {
            manager.close();
            throw e;
        }
    }

    Architecture architecture() {
        return architecture;
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
