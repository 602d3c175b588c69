package dev.mergesweep.evaluator.djl;

import dev.mergesweep.evaluator.Forward;
import dev.mergesweep.evaluator.Pack;
import dev.mergesweep.merger.yaml.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads configs with one to three mistakes in them and, where one still makes sense, scores a text by it. Its own process. */
final class MutatedConfigs {
    private static final long SMALL = 2_000_000;

    private MutatedConfigs() {}

    /** Arguments: folder of cases, how many. */
    public static void main(String[] arguments) throws IOException {
        List<ObjectNode> configs = new ArrayList<>();
        try (var folders = Files.list(Path.of(arguments[0]))) {
            for (Path folder : folders.filter(Files::isDirectory).sorted().toList()) {
                configs.add((ObjectNode) JsonMapper.shared().readTree(Files.readString(folder.resolve("config.json"))));
            }
        }
        Random random = new Random(11);
        int refused = 0;
        int scored = 0;
        for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
            ObjectNode config =
                    mutated(configs.get(random.nextInt(configs.size())).deepCopy(), random);
            try {
                scored += scored(config) ? 1 : 0;
            } catch (InputException _) {
                refused++;
            } catch (RuntimeException | Error e) {
                System.out.println("unexpected, number " + i + ": " + e + "\n" + config);
                e.printStackTrace(System.out);
                System.exit(1);
            }
        }
        System.out.printf("refused %d, scored %d%n", refused, scored);
    }

    private static ObjectNode mutated(ObjectNode config, Random random) {
        List<String> keys = new ArrayList<>(config.propertyNames());
        for (int n = 1 + random.nextInt(3); n > 0; n--) {
            String key = keys.get(random.nextInt(keys.size()));
            switch (random.nextInt(4)) {
                case 0 -> config.remove(key);
                case 1 ->
                    config.set(
                            keys.get(random.nextInt(keys.size())),
                            config.path(key).deepCopy());
                default -> config.set(key, junk(random));
            }
        }
        return config;
    }

    private static JsonNode junk(Random random) {
        List<String> values = List.of(
                "0",
                "-1",
                "1",
                "2",
                "3",
                "7",
                "64",
                "1000000007",
                "9223372036854775807",
                "1e300",
                "-0.5",
                "1e-300",
                "true",
                "false",
                "null",
                "\"\"",
                "\"silu\"",
                "\"yarn\"",
                "[]",
                "[1, 2]",
                "[\"full_attention\"]",
                "{}",
                "{\"rope_type\": \"yarn\", \"factor\": 1e9}",
                "{\"rope_type\": \"longrope\", \"short_factor\": [1], \"long_factor\": [2]}",
                "{\"rope_type\": \"dynamic\", \"factor\": 1e-9}",
                "{\"full_attention\": {\"rope_theta\": 3}}");
        return JsonMapper.shared().readTree(values.get(random.nextInt(values.size())));
    }

    /** Whether the config was small enough to be tried. */
    private static boolean scored(ObjectNode config) {
        SyntheticSource source = new SyntheticSource(config.toString());
        long elements = source.headers().values().stream()
                .mapToLong(header -> header.shape().elements())
                .sum();
        if (elements > SMALL || source.headers().size() > 500) {
            return false;
        }
        long[] ids = new long[20];
        boolean[] marks = new boolean[20];
        marks[19] = true;
        try (Forward forward = TorchForward.open(source, new Compute(Compute.Type.FLOAT32, "cpu", 1))) {
            Scoring.nats(forward, source, List.of(new Pack(32, List.of(new Pack.Window(0, ids, marks)))));
        }
        return true;
    }
}
