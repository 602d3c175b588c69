package dev.mergesweep.evaluator.djl;

import dev.mergesweep.evaluator.Forward;
import dev.mergesweep.evaluator.Pack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A checkpoint of 1.5 billion parameters (Qwen2.5-1.5B's shape) scored stage by stage, its tensors computed as they are read,
 * as a merge's are. Prints tokens per second and the most anonymous memory the process held.
 *
 * <p>Arguments: packs of 2048 tokens in a block, threads.
 */
final class StreamingBenchmark {
    private static final String QWEN = """
            {"model_type": "qwen2", "hidden_size": 1536, "num_hidden_layers": 28, "num_attention_heads": 12,
             "num_key_value_heads": 2, "intermediate_size": 8960, "vocab_size": 151936, "rms_norm_eps": 1e-6,
             "tie_word_embeddings": true, "max_position_embeddings": 32768, "rope_theta": 1000000.0}""";

    private StreamingBenchmark() {}

    public static void main(String[] arguments) throws InterruptedException {
        int packs = Integer.parseInt(arguments[0]);
        int threads = Integer.parseInt(arguments[1]);
        SyntheticSource source = new SyntheticSource(QWEN);
        long parameters = source.headers().values().stream()
                .mapToLong(header -> header.shape().elements())
                .sum();
        AtomicLong most = new AtomicLong();
        Thread watch = Thread.ofPlatform().daemon().start(() -> watch(most));
        long begin = System.nanoTime();
        double nats = 0;
        try (Forward forward = TorchForward.open(source, new Compute(Compute.Type.FLOAT32, "cpu", threads))) {
            for (List<double[]> pack : Scoring.nats(forward, source, block(packs))) {
                nats += pack.stream().flatMapToDouble(Arrays::stream).sum();
            }
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        watch.interrupt();
        System.out.printf(
                Locale.ROOT,
                "%d parameters, %d tokens: %.1f s, %.0f tokens/s with reading the tensors, %.2f GB anonymous at most, %.4f nats per token%n",
                parameters,
                packs * 2048,
                seconds,
                packs * 2048 / seconds,
                most.get() * 1024 / 1e9,
                nats / (packs * 2048.0));
    }

    private static void watch(AtomicLong most) {
        try {
            while (true) {
                for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
                    if (line.startsWith("RssAnon:")) {
                        most.accumulateAndGet(Long.parseLong(line.replaceAll("\\D", "")), Math::max);
                    }
                }
                Thread.sleep(20);
            }
        } catch (IOException | InterruptedException _) {
            // The figure is what was seen until here.
        }
    }

    private static List<Pack> block(int packs) {
        SplittableRandom random = new SplittableRandom(1);
        List<Pack> block = new ArrayList<>();
        for (int p = 0; p < packs; p++) {
            List<Pack.Window> windows = new ArrayList<>();
            for (int w = 0; w < 4; w++) {
                boolean[] scored = new boolean[512];
                Arrays.fill(scored, 1, 512, true);
                windows.add(
                        new Pack.Window(4 * p + w, random.longs(512, 0, 151936).toArray(), scored));
            }
            block.add(new Pack(2048, windows));
        }
        return block;
    }
}
