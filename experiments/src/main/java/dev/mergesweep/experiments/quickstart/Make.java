package dev.mergesweep.experiments.quickstart;

import dev.mergesweep.evaluator.djl.LearningPlan;
import dev.mergesweep.evaluator.djl.LlamaSize;
import dev.mergesweep.evaluator.djl.Training;
import dev.mergesweep.evaluator.tokenizer.Tokenizer;
import dev.mergesweep.experiments.quickstart.Batches.Share;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Makes the quickstart's models and texts again: {@code experiments/quickstart/make [FOLDER]}. Some minutes on one core.
 * Texts and tokenizer are the same everywhere; weights are the same on CPUs of one kind.
 */
public final class Make {

    static final LlamaSize SIZE = new LlamaSize(1024, 128, 6, 4, 2, 320, 512);
    private static final LearningPlan BASE = new LearningPlan(600, 3e-3, 50);

    /** Gentle enough that both parents stay in the base's valley, long enough that each forgets some of the other's domain. */
    private static final LearningPlan TUNING = new LearningPlan(150, 1.5e-3, 20);

    private static final int ROWS = 4;
    private static final int TEXTS_OF_A_KIND = 1500;

    private final Path folder;
    private final ValidationTexts validation = new ValidationTexts();

    private Make(Path folder) {
        this.folder = folder;
    }

    /** @param arguments where to write; else {@code experiments/quickstart} */
    public static void main(String[] arguments) throws IOException {
        new Make(Path.of(arguments.length > 0 ? arguments[0] : "experiments/quickstart")).all();
    }

    private void all() throws IOException {
        Files.createDirectories(folder.resolve("data"));
        for (Map.Entry<String, String> domain : validation.files().entrySet()) {
            Files.writeString(folder.resolve("data/" + domain.getKey() + ".jsonl"), domain.getValue());
        }
        ParentFolder stories = new ParentFolder(folder.resolve("models/stories"), vocabulary());
        ParentFolder sums = new ParentFolder(folder.resolve("models/sums"), stories.vocabulary());
        stories.writeTexts(SIZE);
        sums.writeTexts(SIZE);
        try (Tokenizer tokenizer = Tokenizer.open(stories.folder())) {
            Map<String, float[]> first = Training.initial(SIZE, 1);
            Map<String, float[]> base = learned("base", first, BASE, batches(tokenizer, baseTexts(), 11));
            stories.writeTensors(SIZE, learned("stories", base, TUNING, batches(tokenizer, only(Stories.rich()), 12)));
            sums.writeTensors(SIZE, learned("sums", base, TUNING, batches(tokenizer, only(Sums.rich()), 13)));
        }
    }

    /** The tokenizer's vocabulary, from the same number of texts of every kind. */
    static BytePairs vocabulary() {
        Random random = new Random(10);
        List<String> texts = Stream.of(Stories.plain(), Sums.plain(), Stories.rich(), Sums.rich())
                .flatMap(author -> Stream.generate(() -> author.write(random)).limit(TEXTS_OF_A_KIND))
                .toList();
        return BytePairs.learned(texts, SIZE.vocabulary());
    }

    /** Mostly plain texts, and as many rich ones that the base has met their words. */
    private static List<Share> baseTexts() {
        return List.of(
                new Share(Stories.plain(), 4),
                new Share(Sums.plain(), 4),
                new Share(Stories.rich(), 1),
                new Share(Sums.rich(), 1));
    }

    private static List<Share> only(Author author) {
        return List.of(new Share(author, 1));
    }

    private Batches batches(Tokenizer tokenizer, List<Share> shares, long seed) {
        return new Batches(tokenizer, shares, validation.likeness(), new long[ROWS][SIZE.context() + 1], seed);
    }

    private static Map<String, float[]> learned(
            String name, Map<String, float[]> from, LearningPlan plan, Batches batches) {
        long begin = System.nanoTime();
        try (Training training = new Training(SIZE, from)) {
            training.learn(plan, batches, (step, nats) -> {
                if (step == 0 || (step + 1) % 50 == 0) {
                    long seconds = (System.nanoTime() - begin) / 1_000_000_000;
                    System.err.printf(
                            Locale.ROOT,
                            "%s: %d of %d steps, %.3f nats a token, %d s%n",
                            name,
                            step + 1,
                            plan.steps(),
                            nats,
                            seconds);
                }
            });
            return training.weights();
        }
    }
}
