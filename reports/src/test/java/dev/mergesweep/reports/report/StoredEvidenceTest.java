package dev.mergesweep.reports.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mergesweep.reports.format.Format;
import dev.mergesweep.reports.format.ReportFiles;
import dev.mergesweep.sweep.store.Digests;
import dev.mergesweep.sweep.store.NewScore;
import dev.mergesweep.sweep.store.RunHead;
import dev.mergesweep.sweep.store.RunStore;
import dev.mergesweep.sweep.store.StoredCandidate;
import dev.mergesweep.sweep.store.StoredCandidate.Kind;
import dev.mergesweep.sweep.store.StoredDocument;
import dev.mergesweep.sweep.store.StoredRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** A report from a real store: four candidates, two domains of twelve documents, a third of them kept apart. */
class StoredEvidenceTest {
    private static final String SETTING = "scores 1\nprotocol documents, context 512\nkernels pytorch 2.7.1, FLOAT32\n";
    private static final String TENSOR = "model.layers.0.mlp.up_proj.weight";

    @TempDir
    private Path folder;

    private Evidence evidence;

    @BeforeEach
    void store() throws IOException {
        List<StoredDocument> documents = new ArrayList<>();
        for (String domain : List.of("stories", "sums")) {
            for (int i = 0; i < 12; i++) {
                String split = i % 3 == 0 ? "confirm" : "search";
                documents.add(new StoredDocument(domain, "" + i, split, domain + i, 100 + 10 * i, 400, 80));
            }
        }
        List<StoredCandidate> candidates = List.of(
                candidate("parent-0", Kind.PARENT, 0),
                candidate("parent-1", Kind.PARENT, 1),
                candidate("aaaaaaaaaaaa", Kind.MERGE, 0.25),
                candidate("bbbbbbbbbbbb", Kind.MERGE, 0.5));
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
            store.add(candidates);
            List<NewScore> scores = new ArrayList<>();
            for (StoredCandidate candidate : candidates) {
                for (StoredDocument document : documents) {
                    scores.add(new NewScore(
                            candidate.digest(), document.digest(), document.tokens(), nats(candidate, document)));
                }
            }
            store.commit(scores, List.of(), Digests.sha256(SETTING));
        }
        Files.createDirectories(folder.resolve("recipes"));
        Files.writeString(folder.resolve("recipes/bbbbbbbbbbbb.yaml"), "merge_method: slerp\n");
        evidence = StoredEvidence.of(StoredRun.read(folder), List.of("A warning from outside."));
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

    @Test
    @DisplayName("quotes the split kept apart, and draws its curves from the one searched")
    void twoSplits() {
        assertThat(evidence.ranking().decision().winner()).isEqualTo("bbbbbbbbbbbb");
        assertThat(evidence.ranking().sample().split()).isEqualTo("confirm");
        assertThat(evidence.search().ranking().sample().split()).isEqualTo("search");
        assertThat(evidence.ranking().warnings()).contains("A warning from outside.");
    }

    @Test
    @DisplayName("carries the winner's recipe, every t that is one, and where the figures come from")
    void carriesWhatIsKnown() {
        assertThat(evidence.recipe()).isEqualTo("merge_method: slerp\n");
        assertThat(evidence.schedules()).hasSize(4).first().satisfies(schedule -> {
            assertThat(schedule.candidate()).isEqualTo("bbbbbbbbbbbb");
            assertThat(schedule.tensors()).containsExactly(new Evidence.TensorFigure(TENSOR, 0.5));
        });
        assertThat(evidence.provenance())
                .contains(
                        new Block.Fact("parent-0", "models/a, SHA-256 parent-0" + "0".repeat(56)),
                        new Block.Fact("compute", "float32 on cpu"),
                        new Block.Fact("merge arithmetic", "exact"),
                        new Block.Fact("protocol", "documents, context 512"),
                        new Block.Fact("texts of stories", "4 confirm, 8 search"))
                .noneMatch(fact -> fact.name().equals("scores"));
    }

    @Test
    @DisplayName("a report written twice is the same in every byte")
    void sameBytes() throws IOException {
        StoredRun run = StoredRun.read(folder);
        Path first = folder.resolve("first");
        Path second = folder.resolve("second");
        List<Path> files = ReportFiles.write(run, List.of(), EnumSet.allOf(Format.class), first);
        ReportFiles.write(run, List.of(), EnumSet.allOf(Format.class), second);
        assertThat(files).hasSize(Format.values().length);
        for (Path file : files) {
            assertThat(second.resolve(file.getFileName())).hasSameBinaryContentAs(file);
        }
        assertThat(first.resolve("best/recipe.yaml")).hasContent("merge_method: slerp\n");
    }
}
