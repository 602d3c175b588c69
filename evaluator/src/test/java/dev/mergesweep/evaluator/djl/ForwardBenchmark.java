package dev.mergesweep.evaluator.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.mergesweep.evaluator.Forward;
import dev.mergesweep.evaluator.LogitScales;
import dev.mergesweep.evaluator.Pack;
import dev.mergesweep.merger.TensorSource;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Tokens per second of the forward pass at SmolLM-135M's shape, weights loaded beforehand; by the clock, and per second of
 * CPU, which other work on the machine disturbs less.
 *
 * <p>Arguments: tokens of a window, packs of a block, threads, compute type, rounds.
 */
final class ForwardBenchmark {
    private ForwardBenchmark() {}

    /** Multiply-adds of a matrix product as figures for speed are given: the better of MKL and oneDNN decides the peak. */
    private static final String PEAK = """
            def forward(self, x: Tensor, w: Tensor) -> Tensor:
              y = x
              for i in range(10):
                y = %s
              return y
            """;

    public static void main(String[] arguments) {
        int window = Integer.parseInt(arguments[0]);
        int packs = Integer.parseInt(arguments[1]);
        Compute compute = new Compute(
                Compute.Type.valueOf(arguments[3].toUpperCase(Locale.ROOT)), "cpu", Integer.parseInt(arguments[2]));
        int rounds = Integer.parseInt(arguments[4]);
        double peak = Math.max(
                peak("torch.linear(x, w)"),
                peak("ops.mkldnn._linear_pointwise(x, w, None, \"none\", annotate(List[Optional[number]], []), None)"));
        TensorSource source = SyntheticSource.smolLm();
        List<Pack> block = block(window, packs);
        long tokens = block.stream()
                .flatMap(pack -> pack.windows().stream())
                .mapToLong(each -> each.ids().length)
                .sum();
        try (Forward forward = TorchForward.open(source, compute)) {
            List<Forward.Weights> weights = new ArrayList<>();
            for (int stage = 0; stage < forward.stages(); stage++) {
                weights.add(forward.load(stage, source));
            }
            List<Double> wall = new ArrayList<>();
            List<Double> busy = new ArrayList<>();
            double nats = 0;
            for (int round = 0; round <= rounds; round++) {
                long begin = System.nanoTime();
                long cpu = cpuTime();
                List<List<double[][]>> scores = run(forward, weights, block, LogitScales.NONE);
                wall.add(tokens / ((System.nanoTime() - begin) / 1e9));
                busy.add(tokens / ((cpuTime() - cpu) / 1e9));
                nats = scores.stream()
                        .flatMap(List::stream)
                        .flatMapToDouble(nat -> Arrays.stream(nat[0]))
                        .sum();
            }
            wall.sort(null);
            busy.sort(null);
            // Two operations per parameter and token, and causal attention: per layer and token, scores and weighted
            // sum.
            double operations = 2 * 134_515_008.0 + 30 * 2.0 * window * 576;
            System.out.printf(
                    Locale.ROOT,
                    "window %d, %d packs, %s: median %.0f, best %.0f tokens/s; per second of CPU median %.0f, best %.0f,"
                            + " %.0f %% of the peak of %.0f GFLOP/s; %.6f nats per token; %s%n",
                    window,
                    packs,
                    compute,
                    wall.get(rounds / 2),
                    wall.getLast(),
                    busy.get(rounds / 2),
                    busy.getLast(),
                    busy.getLast() * operations / peak * 100,
                    peak / 1e9,
                    nats / tokens,
                    forward.kernels());
            scales(forward, weights, block, rounds);
        }
    }

    /** What the nats at several scales of the logits cost, as a share of the whole pass without them. */
    private static void scales(Forward forward, List<Forward.Weights> weights, List<Pack> block, int rounds) {
        List<Double> shares = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            long begin = cpuTime();
            run(forward, weights, block, LogitScales.NONE);
            long plain = cpuTime();
            run(forward, weights, block, LogitScales.USUAL);
            shares.add((cpuTime() - plain) / (double) (plain - begin) - 1);
        }
        shares.sort(null);
        System.out.printf(Locale.ROOT, "scales of the logits: %+.1f %% of CPU%n", 100 * shares.get(rounds / 2));
    }

    private static long cpuTime() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    /** Operations per second of CPU of a product of 2048 x 576 and 576 x 1536, best of many. */
    private static double peak(String product) {
        double best = 0;
        try (TorchScriptModule module = TorchScriptModule.of(PEAK.formatted(product), ai.djl.Device.cpu(), false);
                NDManager manager = TorchEngine.manager(ai.djl.Device.cpu())) {
            NDArray x = manager.randomNormal(new Shape(2048, 576));
            NDArray w = manager.randomNormal(new Shape(1536, 576));
            for (int i = 0; i < 30; i++) {
                long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
                module.call(new NDList(x, w));
                long taken = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu;
                best = Math.max(best, 10 * 2.0 * 2048 * 576 * 1536 / (taken / 1e9));
            }
        }
        return best;
    }

    private static List<List<double[][]>> run(
            Forward forward, List<Forward.Weights> weights, List<Pack> block, LogitScales scales) {
        Forward.Hidden hidden = forward.embed(weights.getFirst(), block);
        for (int stage = 1; stage < forward.stages() - 1; stage++) {
            try (Forward.Hidden before = hidden) {
                hidden = forward.layer(stage, weights.get(stage), before);
            }
        }
        try (Forward.Hidden last = hidden) {
            return forward.headAtScales(weights.getLast(), last, scales);
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
