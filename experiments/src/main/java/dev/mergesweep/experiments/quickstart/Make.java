package dev.mergesweep.experiments.quickstart;

import dev.mergesweep.evaluator.djl.LearningPlan;
import dev.mergesweep.evaluator.djl.LlamaSize;
import dev.mergesweep.evaluator.djl.Training;
import dev.mergesweep.evaluator.tokenizer.Tokenizer;
import dev.mergesweep.experiments.quickstart.Batches.Share;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes the quickstart's models and texts again: {@code experiments/quickstart/make [FOLDER]}. About a quarter of an hour
 * on one core. Texts and tokenizer are equal everywhere; weights are equal on the same kind of CPU.
 */
public final class Make {

    private static final LlamaSize SIZE = new LlamaSize(1024, 128, 6, 4, 2, 320, 512);
    private static final LearningPlan BASE = new LearningPlan(600, 3e-3, 50);
    private static final LearningPlan TUNING = new LearningPlan(150, 1.5e-3, 20);
    private static final int ROWS = 4;
    private static final int DOCUMENTS = 110;
    private static final double ALIKE = 0.4;
    private static final int SAMPLE = 1500;

    private final Path folder;
    private final Author stories = Stories.rich();
    private final Author sums = Sums.rich();
    private final Likeness validation = new Likeness(ALIKE);

    private Make(Path folder) {
        this.folder = folder;
    }

    public static void main(String[] arguments) throws IOException {
        new Make(Path.of(arguments.length > 0 ? arguments[0] : "experiments/quickstart")).all();
    }

    private void all() throws IOException {
        writeDocuments("stories", stories, 101);
        writeDocuments("sums", sums, 102);
        BytePairs pairs = BytePairs.learned(sample(), SIZE.vocabulary());
        Map<String, float[]> raw = Training.initial(SIZE, 1);
        ParentFolder first = new ParentFolder(folder.resolve("models/stories"));
        first.write(SIZE, raw, pairs);
        try (Tokenizer tokenizer = Tokenizer.open(first.folder())) {
            Map<String, float[]> base = learned("base", raw, BASE, batches(tokenizer, baseTexts(), 11));
            first.write(SIZE, learned("stories", base, TUNING, batches(tokenizer, only(stories), 12)), pairs);
            new ParentFolder(folder.resolve("models/sums"))
                    .write(SIZE, learned("sums", base, TUNING, batches(tokenizer, only(sums), 13)), pairs);
        }
    }

    /** Mostly plain texts, and enough of the rich ones that the base has met their words. */
    private List<Share> baseTexts() {
        return List.of(
                new Share(Stories.plain(), 4), new Share(Sums.plain(), 4), new Share(stories, 1), new Share(sums, 1));
    }

    private static List<Share> only(Author author) {
        return List.of(new Share(author, 1));
    }

    private Batches batches(Tokenizer tokenizer, List<Share> shares, long seed) {
        return new Batches(tokenizer, shares, validation, ROWS, SIZE.context() + 1, seed);
    }

    /** What the tokenizer learns from: the same number of every kind. */
    private List<String> sample() {
        Random random = new Random(10);
        return Stream.of(Stories.plain(), Sums.plain(), stories, sums)
                .flatMap(author -> Stream.generate(() -> author.write(random)).limit(SAMPLE))
                .toList();
    }

    private void writeDocuments(String domain, Author author, long seed) throws IOException {
        Random random = new Random(seed);
        List<String> lines = new ArrayList<>();
        while (lines.size() < DOCUMENTS) {
            String text = author.write(random);
            if (!validation.repeats(text)) {
                validation.keep(text);
                String id = "%s-%03d".formatted(domain, lines.size() + 1);
                lines.add(JsonMapper.shared()
                        .createObjectNode()
                        .put("id", id)
                        .put("text", text)
                        .toString());
            }
        }
        Files.createDirectories(folder.resolve("data"));
        Files.writeString(folder.resolve("data/" + domain + ".jsonl"), String.join("\n", lines) + "\n");
    }

    private static Map<String, float[]> learned(
            String name, Map<String, float[]> from, LearningPlan plan, Batches batches) {
        try (Training training = new Training(SIZE, from)) {
            Progress progress = new Progress(name, plan.steps(), System.nanoTime());
            training.learn(plan, batches, progress::tell);
            return training.weights();
        }
    }

    /** Says on standard error how far a training is, every 50 steps. */
    private record Progress(String name, int steps, long begin) {
        private void tell(int step, double nats) {
            if ((step + 1) % 50 == 0 || step == 0) {
                System.err.printf(
                        java.util.Locale.ROOT,
                        "%s: step %d of %d, %.3f nats a token, %d s%n",
                        name,
                        step + 1,
                        steps,
                        nats,
                        (System.nanoTime() - begin) / 1_000_000_000);
            }
        }
    }
}
