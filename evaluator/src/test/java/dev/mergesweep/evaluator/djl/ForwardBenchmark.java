package dev.mergesweep.evaluator.djl;

import dev.mergesweep.evaluator.Forward;
import dev.mergesweep.evaluator.Pack;
import dev.mergesweep.evaluator.corpus.Split;
import dev.mergesweep.evaluator.protocol.Bos;
import dev.mergesweep.evaluator.protocol.Preparation;
import dev.mergesweep.evaluator.protocol.Protocol;
import dev.mergesweep.merger.TensorSource;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Tokens per second of the forward pass at SmolLM-135M's shape, loss included, weights loaded beforehand, and what share they are
 * of the peak of its threads, measured right before: a shared machine's speed moves by a fifth within minutes.
 *
 * <p>Reads cases, one a line, and answers each with a line, so that others can take turns with it: {@code WINDOWS x TOKENS @
 * THREADS : TYPE} without blanks, for example {@code 8x512@2:float32}; with {@code :POSITIONS} behind it, packs of that many
 * instead of the program's own.
 */
final class ForwardBenchmark {
    /** Of the protocol; documents may be shorter. */
    private static final int CONTEXT = 512;

    /**
     * @param tokens of a window
     * @param positions of a pack; 0: what the program takes
     */
    private record Case(int windows, int tokens, int positions, Compute compute) {
        static Case of(String text) {
            String[] parts = text.split("[x@:]");
            Compute.Type type = Compute.Type.valueOf(parts[3].toUpperCase(Locale.ROOT));
            return new Case(
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

    public static void main(String[] arguments) throws IOException {
        TensorSource source = SyntheticSource.smolLm();
        Map<Compute, TorchForward> forwards = new HashMap<>();
        Map<Compute.Type, List<Forward.Weights>> weights = new EnumMap<>(Compute.Type.class);
        BufferedReader cases = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = cases.readLine(); line != null; line = cases.readLine()) {
            Case each = Case.of(line);
            TorchForward forward =
                    forwards.computeIfAbsent(each.compute(), compute -> TorchForward.open(source, compute));
            List<Forward.Weights> loaded =
                    weights.computeIfAbsent(each.compute().type(), _ -> weights(source, forward));
            double peak = Peak.measured() * each.compute().threads();
            double speed = speed(each, forward, loaded);
            System.out.printf(Locale.ROOT, "%.1f %.3f%n", speed, speed * each.operations() / peak);
        }
    }

    /** They stay until the process ends. */
    private static List<Forward.Weights> weights(TensorSource source, Forward forward) {
        return IntStream.range(0, forward.stages())
                .mapToObj(stage -> forward.load(stage, source))
                .toList();
    }

    /** Tokens per second. */
    private static double speed(Case each, Forward forward, List<Forward.Weights> weights) {
        List<Pack> packs = packs(each);
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
