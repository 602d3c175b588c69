package dev.mergesweep.evaluator.djl;

import dev.mergesweep.evaluator.Forward;
import dev.mergesweep.evaluator.Pack;
import dev.mergesweep.merger.TensorSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Tokens per second of the forward pass at SmolLM-135M's shape, weights loaded beforehand.
 *
 * <p>Arguments: tokens of a window, packs of a block, threads, compute type, rounds.
 */
final class ForwardBenchmark {
    private ForwardBenchmark() {}

    public static void main(String[] arguments) {
        int window = Integer.parseInt(arguments[0]);
        int packs = Integer.parseInt(arguments[1]);
        int threads = Integer.parseInt(arguments[2]);
        Compute.Type type = Compute.Type.valueOf(arguments[3].toUpperCase(Locale.ROOT));
        int rounds = Integer.parseInt(arguments[4]);
        TensorSource source = SyntheticSource.smolLm();
        List<Pack> block = block(window, packs);
        long tokens = block.stream()
                .flatMap(pack -> pack.windows().stream())
                .mapToLong(w -> w.ids().length)
                .sum();
        try (Forward forward = TorchForward.open(source, new Compute(type, "cpu", threads))) {
            List<Forward.Weights> weights = new ArrayList<>();
            for (int stage = 0; stage < forward.stages(); stage++) {
                weights.add(forward.load(stage, source));
            }
            double nats = 0;
            List<Double> speeds = new ArrayList<>();
            for (int round = 0; round <= rounds; round++) {
                long begin = System.nanoTime();
                List<List<double[]>> scores = run(forward, weights, block);
                double seconds = (System.nanoTime() - begin) / 1e9;
                nats = scores.stream()
                        .flatMap(List::stream)
                        .flatMapToDouble(Arrays::stream)
                        .sum();
                if (round > 0) {
                    speeds.add(tokens / seconds);
                }
            }
            speeds.sort(null);
            System.out.printf(
                    Locale.ROOT,
                    "window %d, %d packs, %d threads, %s: median %.0f, best %.0f tokens/s, %.6f nats per token, %s%n",
                    window,
                    packs,
                    threads,
                    type,
                    speeds.get(speeds.size() / 2),
                    speeds.getLast(),
                    nats / tokens,
                    forward.kernels());
        }
    }

    private static List<List<double[]>> run(Forward forward, List<Forward.Weights> weights, List<Pack> block) {
        Forward.Hidden hidden = forward.embed(weights.getFirst(), block);
        for (int stage = 1; stage < forward.stages() - 1; stage++) {
            try (Forward.Hidden before = hidden) {
                hidden = forward.layer(stage, weights.get(stage), before);
            }
        }
        try (Forward.Hidden last = hidden) {
            return forward.head(weights.getLast(), last);
        }
    }

    private static List<Pack> block(int window, int packs) {
        SplittableRandom random = new SplittableRandom(1);
        List<Pack> block = new ArrayList<>();
        for (int p = 0; p < packs; p++) {
            List<Pack.Window> windows = new ArrayList<>();
            for (int at = 0; at + window <= 2048; at += window) {
                long[] ids = random.longs(window, 0, 49152).toArray();
                boolean[] scored = new boolean[window];
                Arrays.fill(scored, 1, window, true);
                windows.add(new Pack.Window(block.size(), ids, scored));
            }
            block.add(new Pack(2048, windows));
        }
        return block;
    }
}
