package dev.mergesweep.evaluator.djl;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.mergesweep.evaluator.Pack;
import dev.mergesweep.evaluator.architecture.Architecture;
import dev.mergesweep.evaluator.architecture.Weight;
import dev.mergesweep.evaluator.architecture.script.Dialect;
import dev.mergesweep.evaluator.architecture.script.HeadScript;
import dev.mergesweep.evaluator.architecture.script.StageScript;
import dev.mergesweep.merger.checkpoint.ElementType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Scores of merges, weights included, in float64: what float32 scores would be without their rounding. The stages are those of
 * the forward pass in the dialect without fused operators, with another number type.
 */
final class DoubleScores implements AutoCloseable {
    private final PerturbedParents parents;
    private final Pack pack;
    private final double t;
    private final Architecture architecture;
    private final List<StageScript> scripts;
    private final Modules modules = new Modules(Device.cpu(), false);
    private final NDManager root = TorchEngine.manager(Device.cpu());
    private final Frames frames;
    private final Map<Weight, NDArray> weights = new ConcurrentHashMap<>();

    /** @param t of all tensors but one */
    DoubleScores(PerturbedParents parents, Architecture architecture, Pack pack, double t) {
        this.parents = parents;
        this.pack = pack;
        this.t = t;
        this.architecture = architecture;
        this.scripts = StageScripts.forward(architecture, Dialect.PLAIN);
        this.frames = Frames.of(List.of(pack), new RotaryTables(architecture.rotaries(), DoubleScores::widened), root);
    }

    private static NDArray widened(NDArray floats) {
        try (floats) {
            return floats.toType(DataType.FLOAT64, true);
        }
    }

    /** Nats of all that is scored, where one tensor's t is another. */
    double nats(String tensor, double itsT) {
        try (NDManager scope = root.newSubManager()) {
            NDArray state = call(
                    scripts.getFirst(),
                    Packs.inputs(pack, architecture.sizes().positions(), scope),
                    moved(0, tensor, itsT, scope));
            for (int layer = 1; layer < scripts.size() - 1; layer++) {
                NDList arguments = new NDList(state);
                Frames.Frame frame = frames.all().getFirst();
                arguments.add(frame.bounds());
                int rotary = architecture.layers().get(layer - 1).attention().rotary();
                if (rotary >= 0) {
                    arguments.add(frame.turns().get(rotary).cos());
                    arguments.add(frame.turns().get(rotary).sin());
                }
                state = call(scripts.get(layer), arguments, moved(layer, tensor, itsT, scope));
            }
            Packs.Targets targets = Packs.targets(pack, HeadScript.ROWS);
            NDArray nats = call(
                    scripts.getLast(),
                    new NDList(state, scope.create(targets.rows()), scope.create(targets.ids())),
                    moved(scripts.size() - 1, tensor, itsT, scope));
            float[] counted = Packs.counted(pack, targets);
            double[] all = nats.toDoubleArray();
            double sum = 0;
            for (int i = 0; i < all.length; i++) {
                sum += counted[i] * all[i];
            }
            return sum;
        }
    }

    private NDArray call(StageScript script, NDList arguments, List<NDArray> stage) {
        arguments.addAll(stage);
        return modules.of(inDouble(script.source())).call(arguments);
    }

    /** TorchScript knows types by number. */
    private static String inDouble(String source) {
        return source.replace("dtype=6", "dtype=7")
                .replaceAll("(torch\\.to\\(.*), 6\\)", "$1, 7)")
                .replace("torch.to(x, 6", "torch.to(x, 7");
    }

    private List<NDArray> moved(int stage, String tensor, double itsT, NDManager scope) {
        List<NDArray> arrays = new ArrayList<>();
        for (Weight weight : scripts.get(stage).weights()) {
            NDArray array = weight.name().equals(tensor)
                    ? merged(weight, itsT, scope)
                    : weights.computeIfAbsent(weight, still -> merged(still, t, root));
            array.setName("w[]");
            arrays.add(array);
        }
        return arrays;
    }

    private NDArray merged(Weight weight, double itsT, NDManager manager) {
        long[] extent =
                weight.shape().dimensions().stream().mapToLong(Long::longValue).toArray();
        try (NDManager scope = manager.newSubManager()) {
            NDArray stored = scope.create(parents.inDouble(weight.name(), itsT), new Shape(extent));
            String source = inDouble(ConversionScript.of(ElementType.F64, weight.layout(), Compute.Type.FLOAT32));
            NDArray array = modules.of(source).call(new NDList(stored));
            array.attach(manager);
            return array;
        }
    }

    @Override
    public void close() {
        root.close();
        modules.close();
    }
}
