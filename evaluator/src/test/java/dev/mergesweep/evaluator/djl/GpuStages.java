package dev.mergesweep.evaluator.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.mergesweep.evaluator.Forward;
import dev.mergesweep.evaluator.Pack;
import dev.mergesweep.evaluator.architecture.script.HeadScript;
import dev.mergesweep.evaluator.architecture.script.StageScript;
import dev.mergesweep.merger.TensorSource;
import dev.mergesweep.merger.checkpoint.Checkpoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes the stages as a GPU gets them, with all that they are given and the nats that a CPU computes from them, for
 * {@code experiments/benchmarks/gpu_stages.py} to run where there is a GPU.
 *
 * <p>Arguments: a folder to write, then checkpoints; {@code smollm} stands for SmolLM-135M's shape, of which no weights are written.
 */
final class GpuStages {
    private final Path folder;
    private final Map<String, String> scripts = new HashMap<>();
    private int arrays;

    private GpuStages(Path folder) {
        this.folder = folder;
    }

    public static void main(String[] arguments) throws IOException {
        GpuStages to = new GpuStages(Files.createDirectories(Path.of(arguments[0])));
        List<Map<String, Object>> cases = new ArrayList<>();
        for (String each : List.of(arguments).subList(1, arguments.length)) {
            cases.add(
                    each.equals("smollm")
                            ? to.written(SyntheticSource.smolLm(), pack(2048, 49152, 512, 512, 512, 512), false)
                            : to.written(Path.of(each)));
        }
        Files.write(to.folder.resolve("cases.json"), JsonMapper.shared().writeValueAsBytes(cases));
    }

    private Map<String, Object> written(Path checkpoint) throws IOException {
        TensorSource source = Checkpoint.open(checkpoint);
        return written(source, pack(64, source.config().path("vocab_size").asInt(), 40, 17, 7), true);
    }

    private static Pack pack(int length, int vocabulary, int... windows) {
        SplittableRandom random = new SplittableRandom(1);
        List<Pack.Window> all = new ArrayList<>();
        for (int tokens : windows) {
            boolean[] scored = new boolean[tokens];
            Arrays.fill(scored, 1, tokens, true);
            all.add(new Pack.Window(
                    all.size(), random.longs(tokens, 0, vocabulary).toArray(), scored));
        }
        return new Pack(length, all);
    }

    private Map<String, Object> written(TensorSource source, Pack pack, boolean whole) throws IOException {
        List<Map<String, Object>> stages = new ArrayList<>();
        double[] nats = {};
        try (TorchForward forward =
                        TorchForward.open(source, new Compute(Compute.Type.FLOAT32, "cpu", 1), Kernels.GPU);
                NDManager scope = forward.scope()) {
            List<StageScript> all = StageScripts.forward(forward.architecture(), Kernels.GPU);
            Forward.Hidden hidden = null;
            for (int stage = 0; stage < all.size(); stage++) {
                TorchWeights weights = forward.load(stage, source);
                List<NDArray> inputs;
                if (hidden == null) {
                    inputs = forward.inputs(pack, scope);
                    hidden = forward.embed(weights, List.of(pack));
                } else if (stage < all.size() - 1) {
                    inputs = forward.frame(
                            stage, ((TorchHidden) hidden).frames().all().getFirst());
                    hidden = forward.layer(stage, weights, hidden);
                } else {
                    Packs.Targets targets = Packs.targets(pack, HeadScript.ROWS);
                    inputs = List.of(scope.create(targets.rows()), scope.create(targets.ids()));
                    nats = forward.head(weights, hidden).getFirst().stream()
                            .flatMapToDouble(Arrays::stream)
                            .toArray();
                }
                stages.add(Map.of(
                        "script", script(all.get(stage).source()),
                        "inputs", arrays(inputs, true),
                        "weights", arrays(weights.arrays(), whole)));
            }
        }
        return Map.of("name", source.name(), "stages", stages, "nats", whole ? nats : new double[0]);
    }

    private String script(String source) throws IOException {
        String name = scripts.computeIfAbsent(source, _ -> "stage-" + scripts.size() + ".pt");
        Files.write(folder.resolve(name), TorchScriptArchive.of(source));
        return name;
    }

    private List<Map<String, Object>> arrays(List<NDArray> some, boolean whole) throws IOException {
        List<Map<String, Object>> written = new ArrayList<>();
        for (NDArray array : some) {
            String file = "";
            if (whole) {
                file = "array-" + arrays++ + ".bin";
                ByteBuffer buffer = array.toByteBuffer();
                byte[] bytes = new byte[buffer.remaining()];
                buffer.get(bytes);
                Files.write(folder.resolve(file), bytes);
            }
            written.add(Map.of(
                    "file", file,
                    "type", array.getDataType().toString(),
                    "shape", array.getShape().getShape()));
        }
        return written;
    }
}
