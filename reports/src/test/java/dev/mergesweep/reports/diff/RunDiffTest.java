package dev.mergesweep.reports.diff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Real stores of two small runs. */
class RunDiffTest {
    @TempDir
    private Path folder;

    /** Effects by candidate; documents {@code from} to {@code from + 40} of one long list of texts. */
    private StoredRun run(String name, String setting, int from, SequencedMap<String, Double> effects)
            throws IOException {
        List<StoredDocument> documents = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            documents.add(new StoredDocument("stories", "" + i, "all", "text" + (from + i), 100 + from + i, 400, 80));
        }
        List<StoredCandidate> candidates = new ArrayList<>();
        effects.forEach((candidate, _) -> candidates.add(candidate(candidate)));
        RunHead head = new RunHead(
                name,
                new RunHead.RankRule("mean-log-perplexity", "parent-0", 5, Map.of(), Map.of()),
                setting,
                List.of("models/a", "models/b"),
                new RunHead.Sharing(1, 1, 1, 1),
                List.of(),
                new RunHead.Origin("/x/experiment.yaml", "float32", "cpu", "exact", false));
        try (RunStore store = RunStore.open(Files.createDirectories(folder.resolve(name)), null)) {
            store.describe(head, documents);
            store.add(candidates);
            List<NewScore> scores = new ArrayList<>();
            for (StoredCandidate candidate : candidates) {
                double effect = Objects.requireNonNull(effects.get(candidate.name()));
                for (StoredDocument document : documents) {
                    double difficulty = 2 + Math.sin(document.digest().hashCode()) / 3;
                    double noise = Math.cos(document.digest().hashCode() * (1 + 100 * effect)) / 50;
                    scores.add(new NewScore(
                            candidate.digest(),
                            document.digest(),
                            document.tokens(),
                            document.tokens() * (difficulty + effect + noise),
                            new LinkedHashMap<>()));
                }
            }
            store.commit(scores, List.of(), Digests.sha256(setting));
        }
        return StoredRun.read(folder.resolve(name));
    }

    private static StoredCandidate candidate(String name) {
        SequencedMap<String, JsonNode> axes = new LinkedHashMap<>();
        Kind kind = name.startsWith("parent") ? Kind.PARENT : Kind.MERGE;
        String digest = name + "0".repeat(64 - name.length());
        return new StoredCandidate(name, digest, kind, axes, 0, null, new LinkedHashMap<>());
    }

    private static SequencedMap<String, Double> effects(String last, double effect, double changing) {
        SequencedMap<String, Double> effects = new LinkedHashMap<>();
        effects.put("parent-0", 0.0);
        effects.put("aaaaaaaaaaaa", changing);
        effects.put(last, effect);
        return effects;
    }

    @Test
    @DisplayName("pairs candidates on the texts that both scored, and tells equal bits from a change")
    void pairsOnSharedTexts() throws IOException {
        StoredRun first = run("one", "protocol documents\ndevice cpu\n", 0, effects("bbbbbbbbbbbb", -0.1, 0.05));
        StoredRun second = run("two", "protocol documents\ndevice gpu\n", 10, effects("cccccccccccc", -0.15, 0.06));

        RunDiff diff = RunDiff.of(first, second);

        assertThat(diff.documents()).containsExactly(new RunDiff.SharedDocuments("stories", 30, 10, 10));
        assertThat(diff.settings()).containsExactly("- device cpu", "+ device gpu");
        assertThat(diff.first().alone()).containsExactly("bbbbbbbbbbbb");
        assertThat(diff.second().alone()).containsExactly("cccccccccccc");
        assertThat(diff.pairs())
                .extracting(pair -> pair.first().entry().candidate())
                .containsExactly("parent-0", "aaaaaaaaaaaa");
        RunDiff.Change same = Objects.requireNonNull(diff.pairs().getFirst().change());
        assertThat(same.sameBits()).isTrue();
        RunDiff.Change changed = Objects.requireNonNull(diff.pairs().getLast().change());
        assertThat(changed.sameBits()).isFalse();
        assertThat(changed.percent()).isCloseTo(1, within(1.5));
        assertThat(changed.percent())
                .isBetween(changed.interval().low(), changed.interval().high());
        RunDiff.Change winners =
                Objects.requireNonNull(Objects.requireNonNull(diff.winners()).change());
        assertThat(winners.interval().high()).isNegative();
        assertThat(RunDiffText.of(diff))
                .contains("stories: 30 documents in both, 10 only in the first, 10 only in the second\n")
                .contains("none: the same to the last digit\n")
                .contains("The second run's winner, cccccccccccc, against the first's, bbbbbbbbbbbb: -");
        assertThat(RunDiffJson.tree(diff)
                        .path("candidates")
                        .path(0)
                        .path("change")
                        .path("same_bits")
                        .asBoolean())
                .isTrue();
    }

    @Test
    @DisplayName("stands runs without a common text side by side, and pairs nothing")
    void nothingInCommon() throws IOException {
        StoredRun first = run("one", "protocol documents\n", 0, effects("bbbbbbbbbbbb", -0.1, 0.05));
        StoredRun second = run("two", "protocol documents\n", 1000, effects("bbbbbbbbbbbb", -0.1, 0.05));

        RunDiff diff = RunDiff.of(first, second);

        assertThat(diff.settings()).isEmpty();
        assertThat(diff.pairs())
                .hasSize(3)
                .allSatisfy(pair -> assertThat(pair.change()).isNull());
        assertThat(RunDiffText.of(diff)).contains("no documents in common");
    }
}
