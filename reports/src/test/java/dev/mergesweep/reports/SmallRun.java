package dev.mergesweep.reports;

import dev.mergesweep.sweep.store.Clock;
import dev.mergesweep.sweep.store.Digests;
import dev.mergesweep.sweep.store.NewScore;
import dev.mergesweep.sweep.store.RunHead;
import dev.mergesweep.sweep.store.RunStore;
import dev.mergesweep.sweep.store.StoredCandidate;
import dev.mergesweep.sweep.store.StoredCandidate.Kind;
import dev.mergesweep.sweep.store.StoredDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** A real store: four candidates, two domains of twelve documents, a third of them kept apart. */
public record SmallRun(Path folder, List<StoredDocument> documents) {
    public static final String TENSOR = "model.layers.0.mlp.up_proj.weight";
    private static final String SETTING = "scores 1\nprotocol documents, context 512\nkernels pytorch 2.7.1, FLOAT32\n";
    private static final List<StoredCandidate> CANDIDATES = List.of(
            candidate("parent-0", Kind.PARENT, 0),
            candidate("parent-1", Kind.PARENT, 1),
            candidate("aaaaaaaaaaaa", Kind.MERGE, 0.25),
            candidate("bbbbbbbbbbbb", Kind.MERGE, 0.5));

    /** Nothing is scored yet. */
    public static SmallRun begin(Path folder) throws IOException {
        List<StoredDocument> documents = new ArrayList<>();
        for (String domain : List.of("stories", "sums")) {
            for (int i = 0; i < 12; i++) {
                String split = i % 3 == 0 ? "confirm" : "search";
                documents.add(new StoredDocument(domain, "" + i, split, domain + i, 100 + 10 * i, 400, 80));
            }
        }
        RunHead.RankRule rule = new RunHead.RankRule("mean-log-perplexity", "best-parent", 5, Map.of(), Map.of());
        RunHead head = new RunHead(
                "small",
                rule,
                SETTING,
                List.of("models/a", "models/b"),
                new RunHead.Sharing(3, 2, 6, 8),
                List.of(),
                new RunHead.Origin("/x/experiment.yaml", "float32", "cpu", "exact", false));
        try (RunStore store = RunStore.open(folder, null)) {
            store.describe(head, documents);
            store.add(CANDIDATES);
        }
        Files.createDirectories(folder.resolve("recipes"));
        Files.writeString(folder.resolve("recipes/bbbbbbbbbbbb.yaml"), "merge_method: slerp\n");
        return new SmallRun(folder, documents);
    }

    /** Scores the pairs of candidate and document that are asked for. */
    public void score(BiPredicate<String, StoredDocument> which) throws IOException {
        List<NewScore> scores = new ArrayList<>();
        for (StoredCandidate candidate : CANDIDATES) {
            for (StoredDocument document : documents) {
                if (which.test(candidate.name(), document)) {
                    scores.add(new NewScore(
                            candidate.digest(),
                            document.digest(),
                            document.tokens(),
                            nats(candidate, document),
                            scaled(candidate, document)));
                }
            }
        }
        try (RunStore store = RunStore.open(folder, null)) {
            store.commit(scores, List.of(), Digests.sha256(SETTING));
        }
    }

    /** Everything is scored. */
    public void finish() throws IOException {
        score((_, _) -> true);
        try (RunStore store = RunStore.open(folder, null)) {
            store.note(new Clock(1, 0, true));
        }
    }

    /** As if every model's logits were best multiplied by 1 + t / 10. */
    private static SequencedMap<Double, Double> scaled(StoredCandidate candidate, StoredDocument document) {
        double t = Objects.requireNonNull(candidate.t().get(TENSOR));
        double gain = t / 10;
        SequencedMap<Double, Double> scaled = new LinkedHashMap<>();
        for (double scale : new double[] {0.8, 0.9, 1.1, 1.25}) {
            double miss = scale - 1 - gain;
            scaled.put(scale, nats(candidate, document) + document.tokens() * 2 * (miss * miss - gain * gain));
        }
        return scaled;
    }

    private static double nats(StoredCandidate candidate, StoredDocument document) {
        double t = Objects.requireNonNull(candidate.t().get(TENSOR));
        double noise = Math.sin(document.digest().hashCode() * (1 + t)) / 40;
        return document.tokens() * (1.5 + (t - 0.5) * (t - 0.5) + noise);
    }

    private static StoredCandidate candidate(String name, Kind kind, double t) {
        SequencedMap<String, JsonNode> axes = new LinkedHashMap<>();
        axes.put("t", JsonNodeFactory.instance.numberNode(t));
        SequencedMap<String, @Nullable Double> schedule = new LinkedHashMap<>();
        schedule.put(TENSOR, t);
        schedule.put("model.norm.weight", null);
        String digest = name + "0".repeat(64 - name.length());
        return new StoredCandidate(name, digest, kind, axes, 0, "recipes/" + name + ".yaml", schedule);
    }
}
