package dev.mergesweep.evaluator.djl;

import dev.mergesweep.evaluator.Evaluator;
import dev.mergesweep.evaluator.Progress;
import dev.mergesweep.evaluator.corpus.Split;
import dev.mergesweep.evaluator.protocol.Bos;
import dev.mergesweep.evaluator.protocol.Preparation;
import dev.mergesweep.evaluator.protocol.PreparedTexts;
import dev.mergesweep.evaluator.protocol.Protocol;
import dev.mergesweep.evaluator.slope.SlopePass;
import dev.mergesweep.merger.Merge;
import dev.mergesweep.merger.MergedTensors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A scoring and a pass for slopes, of the same merge on the same ids: seconds, seconds of processors, and the most anonymous memory. Arguments: recipe,
 * {@code score} or {@code slopes}, threads, documents, tokens of each, times.
 */
final class SlopesBenchmark {
    private SlopesBenchmark() {}

    public static void main(String[] arguments) throws InterruptedException {
        Merge merge = Merge.open(Merge.RecipeText.read(Path.of(arguments[0])), Merge.Manner.DEFAULT);
        Compute compute = new Compute(Compute.Type.FLOAT32, "cpu", Integer.parseInt(arguments[2]));
        PreparedTexts texts = texts(merge.tensors(), Integer.parseInt(arguments[3]), Integer.parseInt(arguments[4]));
        AtomicLong most = new AtomicLong();
        AtomicBoolean over = new AtomicBoolean();
        Thread watch = Thread.ofPlatform().start(() -> watch(most, over));
        for (int time = 0; time < Integer.parseInt(arguments[5]); time++) {
            long begun = System.nanoTime();
            double processor = processorSeconds();
            if (arguments[1].equals("score")) {
                score(merge.tensors(), compute, texts);
            } else {
                slopes(merge.tensors(), compute, texts);
            }
            System.out.printf(
                    Locale.ROOT,
                    "%s: %.2f s, %.2f processor seconds, %d packs, %d MB anonymous at most%n",
                    arguments[1],
                    (System.nanoTime() - begun) / 1e9,
                    processorSeconds() - processor,
                    texts.packs(Split.ALL).size(),
                    most.get() >> 10);
        }
        over.set(true);
        watch.join();
    }

    private static double processorSeconds() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos() / 1e9;
    }

    private static PreparedTexts texts(MergedTensors merged, int documents, int tokens) {
        int vocabulary = merged.config().path("vocab_size").asInt();
        SplittableRandom random = new SplittableRandom(1);
        List<long[]> ids = IntStream.range(0, documents)
                .mapToObj(_ -> random.longs(tokens, 0, vocabulary).toArray())
                .toList();
        return Preparation.prepareIds(new Protocol.Documents(2048, 2048, Bos.NEVER), ids);
    }

    private static void score(MergedTensors merged, Compute compute, PreparedTexts texts) {
        try (TorchForward forward = TorchForward.open(merged, compute)) {
            new Evaluator(forward, Progress.SILENT).evaluate(merged, texts);
        }
    }

    private static void slopes(MergedTensors merged, Compute compute, PreparedTexts texts) {
        try (TorchBackward backward = TorchBackward.open(merged, compute)) {
            new SlopePass(backward, Progress.SILENT).of(merged, texts, texts.packs(Split.ALL));
        }
    }

    private static void watch(AtomicLong most, AtomicBoolean over) {
        while (!over.get()) {
            most.accumulateAndGet(anonymous(), Math::max);
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** Kilobytes. */
    private static long anonymous() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith("RssAnon:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
