package dev.mergesweep.experiments.cli;

import dev.mergesweep.merger.WarmUp;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Merges a made-up pair, while the Java machine takes notes: which classes are needed, and which loops are worth compiling at once. The launcher
 * runs it once after a build; later merges start from these notes.
 */
final class StartRehearsal {
    /** Large enough for the loops to be compiled in full; one merge, so that nothing else is taken to be hot. */
    private static final int LAYERS = 24;

    private static final int WIDTH = 512;

    private StartRehearsal() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createTempDirectory("mergesweep");
        try {
            write(Files.createDirectory(folder.resolve("a")), new Random(1));
            write(Files.createDirectory(folder.resolve("b")), new Random(2));
            Path recipe = Files.writeString(folder.resolve("recipe.yaml"), """
                    merge_method: slerp
                    base_model: a
                    models: [{model: a}, {model: b}]
                    parameters:
                      t:
                        - {filter: self_attn, value: [0, 0.5, 0.3, 0.7, 1]}
                        - {filter: mlp, value: [1, 0.5, 0.7, 0.3, 0]}
                        - value: 0.5
                    dtype: bfloat16
                    """);
            Path out = folder.resolve("out");
            WarmUp.begin();
            command("merge", recipe.toString(), out.toString());
            command("verify", out.toString());
            command("explain", recipe.toString());
        } finally {
            remove(folder);
        }
    }

    private static void command(String... arguments) {
        Console silent = new Console(
                new PrintWriter(Writer.nullWriter()), new PrintWriter(Writer.nullWriter()), false, Map.of());
        MergeSweep.execute(silent, arguments);
    }

    private static void write(Path folder, Random random) throws IOException {
        Files.writeString(folder.resolve("config.json"), """
                {"architectures": ["LlamaForCausalLM"], "model_type": "llama", "hidden_size": %1$d, "intermediate_size": %1$d,
                 "num_hidden_layers": %2$d, "num_attention_heads": 8, "vocab_size": %1$d, "tie_word_embeddings": true}
                """.formatted(WIDTH, LAYERS));
        Files.writeString(folder.resolve("tokenizer.json"), "{}");
        StringBuilder header = new StringBuilder("{\"__metadata__\": {\"format\": \"pt\"}");
        long end = 0;
        for (String tensor : tensors()) {
            boolean matrix = !tensor.contains("norm");
            long begin = end;
            end += matrix ? 2L * WIDTH * WIDTH : 2L * WIDTH;
            header.append(", \"%s\": {\"dtype\": \"BF16\", \"shape\": [%s], \"data_offsets\": [%d, %d]}"
                    .formatted(tensor, matrix ? WIDTH + ", " + WIDTH : String.valueOf(WIDTH), begin, end));
        }
        byte[] json = header.append('}').toString().getBytes(StandardCharsets.UTF_8);
        ByteBuffer file = ByteBuffer.allocate(Math.toIntExact(Long.BYTES + json.length + end))
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(json.length)
                .put(json);
        while (file.hasRemaining()) {
            file.putShort((short) (Float.floatToIntBits((float) random.nextGaussian()) >>> 16));
        }
        Files.write(folder.resolve("model.safetensors"), file.array());
    }

    private static List<String> tensors() {
        Stream<String> layers = IntStream.range(0, LAYERS)
                .boxed()
                .flatMap(layer -> Stream.of(
                                "input_layernorm",
                                "mlp.down_proj",
                                "mlp.up_proj",
                                "self_attn.k_proj",
                                "self_attn.q_proj")
                        .map(part -> "model.layers.%d.%s.weight".formatted(layer, part)));
        return Stream.of(Stream.of("model.embed_tokens.weight"), layers, Stream.of("model.norm.weight"))
                .flatMap(names -> names)
                .toList();
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
