package dev.mergesweep.reports.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mergesweep.merger.CardSupplement;
import dev.mergesweep.sweep.store.Digests;
import dev.mergesweep.sweep.store.NewScore;
import dev.mergesweep.sweep.store.RunHead;
import dev.mergesweep.sweep.store.RunStore;
import dev.mergesweep.sweep.store.StoredCandidate;
import dev.mergesweep.sweep.store.StoredCandidate.Kind;
import dev.mergesweep.sweep.store.StoredDocument;
import dev.mergesweep.sweep.store.StoredRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The figures of a card from a real store: two parents, a winner, one that got no further than the search, one that did not. */
class ExportCardTest {
    private static final String SETTING = "scores 1\nprotocol documents, context 512\ntokenizer abc\n";

    @TempDir
    private Path folder;

    private StoredRun run;

    @BeforeEach
    void store() throws IOException {
        List<StoredDocument> documents = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            documents.add(
                    new StoredDocument("sto|ries", "" + i, i % 3 == 0 ? "confirm" : "search", "d" + i, 100, 400, 80));
        }
        List<StoredCandidate> candidates = List.of(
                candidate("parent-0", Kind.PARENT, 0),
                candidate("parent-1", Kind.PARENT, 1),
                candidate("uniform-0.5", Kind.BASELINE, 0.5),
                candidate("aaaaaaaaaaaa", Kind.MERGE, 0.4),
                candidate("bbbbbbbbbbbb", Kind.MERGE, 0.2),
                candidate("cccccccccccc", Kind.MERGE, 0.1));
        RunHead head = new RunHead(
                "small",
                new RunHead.RankRule("mean-log-perplexity", "best-parent", 5, Map.of(), Map.of()),
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
                    if (scored(candidate.name(), document)) {
                        double t = candidate.t().values().iterator().next();
                        double noise = Math.sin(document.digest().hashCode() * (1 + t)) / 40;
                        double nats = 100 * (1.5 + (t - 0.4) * (t - 0.4) + noise);
                        scores.add(
                                new NewScore(candidate.digest(), document.digest(), 100, nats, new LinkedHashMap<>()));
                    }
                }
            }
            store.commit(scores, List.of(), Digests.sha256(SETTING));
        }
        run = StoredRun.read(folder);
    }

    private static boolean scored(String candidate, StoredDocument document) {
        return switch (candidate) {
            case "bbbbbbbbbbbb" -> document.split().equals("search");
            case "cccccccccccc" -> document.id().equals("1");
            default -> true;
        };
    }

    private static StoredCandidate candidate(String name, Kind kind, double t) {
        SequencedMap<String, @Nullable Double> schedule = new LinkedHashMap<>();
        schedule.put("model.layers.0.mlp.up_proj.weight", t);
        return new StoredCandidate(name, name + "0".repeat(64 - name.length()), kind, null, 0, null, schedule);
    }

    private CardSupplement supplement(String name) {
        return new ExportCard(
                        run,
                        run.candidates().stream()
                                .filter(candidate -> candidate.name().equals(name))
                                .findFirst()
                                .orElseThrow())
                .supplement();
    }

    @Test
    @DisplayName("quotes the texts kept apart, beside the parents and the plain merge")
    void winner() {
        CardSupplement card = supplement("aaaaaaaaaaaa");
        assertThat(card.portable()).isTrue();
        assertThat(card.text().lines().filter(line -> line.startsWith("| ")))
                .hasSize(5)
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("| Model | sto\\|ries | against parent-0 |"),
                        line -> assertThat(line)
                                .matches(
                                        "\\| this merge, aaaaaaaaaaaa \\| [\\d.]+ \\([\\d.]+ to [\\d.]+\\) \\| −.*%\\) \\|"),
                        line -> assertThat(line).startsWith("| uniform-0.5 |"),
                        line -> assertThat(line)
                                .startsWith("| parent-0, models/a |")
                                .endsWith("|  |"),
                        line -> assertThat(line).startsWith("| parent-1, models/b |"));
        assertThat(card.text())
                .contains("Perplexity with its 95\u00a0% interval on the confirm documents", "Verdict of the run");
    }

    @Test
    @DisplayName("names the texts by digests that anybody can compute again")
    void texts() {
        String digest = Digests.sha256("d0\nd3\nd6\nd9\n");
        assertThat(supplement("aaaaaaaaaaaa").text())
                .contains(
                        "- sto\\|ries, confirm: 4 documents, 400 scored tokens, SHA-256 " + digest,
                        "- sto\\|ries, search: 8 documents, 800 scored tokens, SHA-256 ",
                        "- protocol: documents, context 512");
    }

    @Test
    @DisplayName("lists its results as the hub's model-index, with their intervals")
    void modelIndex() {
        JsonNode results = supplement("aaaaaaaaaaaa").modelIndex();
        assertThat(results).isNotNull();
        JsonNode metric = results.at("/0/metrics/0");
        assertThat(results.at("/0/task/type").asString()).isEqualTo("text-generation");
        assertThat(results.at("/0/dataset/name").asString()).isEqualTo("sto|ries");
        assertThat(results.at("/0/dataset/type").asString()).isEqualTo("sto-ries");
        assertThat(metric.path("value").asDouble())
                .isBetween(
                        metric.at("/args/low").asDouble(),
                        metric.at("/args/high").asDouble());
        assertThat(metric.at("/args/split").asString()).isEqualTo("confirm");
        assertThat(metric.at("/args/documents").asInt()).isEqualTo(4);
    }

    @Test
    @DisplayName("figures of the search are shown with a warning, and not as results")
    void searchOnly() {
        CardSupplement card = supplement("bbbbbbbbbbbb");
        assertThat(card.modelIndex()).isNull();
        assertThat(card.text())
                .contains("**Note:** Scored on the texts that the search chose by", "| this merge, bbbbbbbbbbbb |")
                .doesNotContain("Verdict");
    }

    @Test
    @DisplayName("no figure is quoted of a candidate that was not scored on every document")
    void raced() {
        CardSupplement card = supplement("cccccccccccc");
        assertThat(card.modelIndex()).isNull();
        assertThat(card.text()).contains("there is no figure to quote").doesNotContain("| Model |");
    }
}
