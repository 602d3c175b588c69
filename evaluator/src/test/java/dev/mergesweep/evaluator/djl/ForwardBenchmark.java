package dev.mergesweep.evaluator.djl;

import dev.mergesweep.evaluator.Forward;
import dev.mergesweep.evaluator.Pack;
import dev.mergesweep.evaluator.corpus.Split;
import dev.mergesweep.evaluator.protocol.Bos;
import dev.mergesweep.evaluator.protocol.Preparation;
import dev.mergesweep.evaluator.protocol.Protocol;
import dev.mergesweep.merger.TensorSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Tokens per second of the forward pass at SmolLM-135M's shape, loss included, weights loaded beforehand. The cases take
 * turns, and the peak of one thread is measured before every one, so that all see the same machine: a shared one's speed moves by a
 * fifth within minutes.
 *
 * <p>Arguments: rounds, then cases as {@code WINDOWS x TOKENS @ THREADS : TYPE} without blanks, for example {@code
 * 8x512@2:float32}; with {@code :POSITIONS} behind it, packs of that many instead of the program's own.
 */
final class ForwardBenchmark {
    /** Of the protocol; documents may be shorter. */
    private static final int CONTEXT = 512;

    /**
     * @param tokens of a window
     * @param positions of a pack; 0: what the program takes
     */
    private record Case(String name, int windows, int tokens, int positions, Compute compute) {
        static Case of(String text) {
            String[] parts = text.split("[x@:]");
            Compute.Type type = Compute.Type.valueOf(parts[3].toUpperCase(Locale.ROOT));
            return new Case(
                    text,
                    Integer.parseInt(parts[0]),
                    Integer.parseInt(parts[1]),
                    parts.length > 4 ? Integer.parseInt(parts[4]) : 0,
                    new Compute(type, "cpu", Integer.parseInt(parts[2])));
        }

        /** Two for every parameter and token, and causal attention: for every layer and token, scores and weighted sum. */
        double operations() {
            return 2 * 134_515_008.0 + 30 * 2.0 * tokens * 576;
        }
    }

    private ForwardBenchmark() {}

    public static void main(String[] arguments) {
        int rounds = Integer.parseInt(arguments[0]);
        List<Case> cases = Arrays.stream(arguments).skip(1).map(Case::of).toList();
        for (Compute.Type type : Compute.Type.values()) {
            List<Case> some =
                    cases.stream().filter(each -> each.compute().type() == type).toList();
            if (!some.isEmpty()) {
                inTurns(rounds, some);
            }
        }
    }

    /** @param cases of one type */
    private static void inTurns(int rounds, List<Case> cases) {
        TensorSource source = SyntheticSource.smolLm();
        Map<Case, List<Double>> speeds = new LinkedHashMap<>();
        Map<Case, List<Double>> peaks = new LinkedHashMap<>();
        try (TorchForward loader = TorchForward.open(source, cases.getFirst().compute())) {
            List<Forward.Weights> weights = IntStream.range(0, loader.stages())
                    .<Forward.Weights>mapToObj(stage -> loader.load(stage, source))
                    .toList();
            speed(cases.getFirst(), source, weights);
            for (int round = 0; round < rounds; round++) {
                for (Case each : cases) {
                    peaks.computeIfAbsent(each, _ -> new ArrayList<>()).add(Peak.measured());
                    speeds.computeIfAbsent(each, _ -> new ArrayList<>()).add(speed(each, source, weights));
                }
            }
        }
        for (Case each : cases) {
            int threads = each.compute().threads();
            double speed = median(speeds.get(each));
            double peak = median(peaks.get(each));
            System.out.printf(
                    Locale.ROOT,
                    "ours %s\t%.0f tokens/s\t%.1f %% of %d x %.1f GFLOP/s%n",
                    each.name(),
                    speed,
                    100 * speed * each.operations() / (peak * threads),
                    threads,
                    peak / 1e9);
        }
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    /** Tokens per second. */
    private static double speed(Case each, TensorSource source, List<Forward.Weights> weights) {
        List<Pack> packs = packs(each);
        try (Forward forward = TorchForward.open(source, each.compute())) {
            long begin = System.nanoTime();
            List<List<double[]>> scores = run(forward, weights, packs);
            double seconds = (System.nanoTime() - begin) / 1e9;
            double nats = scores.stream()
                    .flatMap(List::stream)
                    .flatMapToDouble(Arrays::stream)
                    .sum();
            if (!(nats > 0)) {
                throw new IllegalStateException(nats + " nats");
            }
            return each.windows() * each.tokens() / seconds;
        }
    }

    private static List<List<double[]>> run(Forward forward, List<Forward.Weights> weights, List<Pack> packs) {
        Forward.Hidden hidden = forward.embed(weights.getFirst(), packs);
        for (int stage = 1; stage < forward.stages() - 1; stage++) {
            try (Forward.Hidden before = hidden) {
                hidden = forward.layer(stage, weights.get(stage), before);
            }
        }
        try (Forward.Hidden last = hidden) {
            return forward.head(weights.getLast(), last);
        }
    }

    private static List<Pack> packs(Case each) {
        SplittableRandom random = new SplittableRandom(1);
        List<long[]> documents = Stream.generate(
                        () -> random.longs(each.tokens(), 0, 49152).toArray())
                .limit(each.windows())
                .toList();
        int context = Math.max(CONTEXT, each.tokens());
        List<Pack> own = Preparation.prepareIds(new Protocol.Documents(context, context, Bos.NEVER), documents)
                .packs(Split.ALL);
        return each.positions() == 0 ? own : packsOf(each.positions(), own);
    }

    private static List<Pack> packsOf(int positions, List<Pack> others) {
        List<Pack> packs = new ArrayList<>();
        List<Pack.Window> open = new ArrayList<>();
        int free = positions;
        for (Pack other : others) {
            for (Pack.Window window : other.windows()) {
                if (window.ids().length > free) {
                    packs.add(new Pack(positions, open));
                    open.clear();
                    free = positions;
                }
                open.add(window);
                free -= window.ids().length;
            }
        }
        packs.add(new Pack(positions, open));
        return packs;
    }
}
