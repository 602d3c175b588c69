package dev.mergesweep.reports.export;

import dev.mergesweep.evaluator.DocumentScore;
import dev.mergesweep.merger.CardSupplement;
import dev.mergesweep.merger.Merge;
import dev.mergesweep.merger.checkpoint.Checkpoint;
import dev.mergesweep.merger.yaml.Hint;
import dev.mergesweep.merger.yaml.InputException;
import dev.mergesweep.merger.yaml.Place;
import dev.mergesweep.merger.yaml.Problem;
import dev.mergesweep.reports.ranking.StoredContest;
import dev.mergesweep.sweep.Sweep;
import dev.mergesweep.sweep.statistics.Score;
import dev.mergesweep.sweep.store.StoredCandidate;
import dev.mergesweep.sweep.store.StoredRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A candidate of a run, written as a checkpoint, read back and scored again.
 *
 * @param folder of the checkpoint
 * @param promised nats a token over all documents that the run scored of this candidate
 * @param measured the same of the checkpoint that was read back
 * @param differences documents whose nats are not the same to the last bit; empty: the proof holds
 */
public record Export(
        String candidate,
        Path folder,
        double promised,
        double measured,
        int documents,
        List<String> differences,
        List<Problem> warnings) {

    public Export {
        differences = List.copyOf(differences);
        warnings = List.copyOf(warnings);
    }

    public boolean proven() {
        return differences.isEmpty();
    }

    /**
     * @param run folder of a run
     * @param asked id, unique beginning of one, or name of a candidate; null: the winner
     * @param out must not exist, or be an empty folder
     * @throws InputException where there is no such candidate, no winner, or the folder is taken
     */
    public static Export write(Path run, @Nullable String asked, Path out, long shardBytes, LongConsumer progress)
            throws IOException {
        StoredRun stored = StoredRun.read(run);
        StoredCandidate candidate = candidate(stored, asked);
        String recipe = candidate.recipe();
        if (recipe == null) {
            throw new InputException(
                    Place.of(run.toString()),
                    candidate.name() + " is a checkpoint already, not a merge",
                    "Copy its folder, or name another with --candidate");
        }
        CardSupplement supplement = new ExportCard(stored, candidate).supplement();
        Sweep sweep = Sweep.reopen(run);
        Merge merge = Merge.open(
                Merge.RecipeText.read(run.resolve(recipe)),
                new Merge.Manner(sweep.options().numerics(), sweep.options().strictness()));
        Merge.Written written = merge.write(out, Merge.Extent.whole(shardBytes).with(supplement), progress);
        List<Problem> warnings = new ArrayList<>(written.warnings());
        if (asked == null && !stored.clock().finished()) {
            warnings.add(new Problem(
                    Place.of(run.toString()),
                    "",
                    "the run is not finished: this is the best so far",
                    "Export again when it is"));
        }
        return compare(stored, candidate, written.folder(), warnings, sweep.score(Checkpoint.open(out)));
    }

    private static StoredCandidate candidate(StoredRun run, @Nullable String asked) {
        String name = asked == null
                ? StoredContest.of(run, List.of()).rank().decision().winner()
                : asked;
        Place place = Place.of(run.folder().toString());
        if (name == null) {
            throw new InputException(place, "the run has no winner", "Name a candidate with --candidate");
        }
        List<StoredCandidate> found = run.candidates().stream()
                .filter(candidate ->
                        candidate.name().equals(name) || candidate.digest().startsWith(name))
                .toList();
        if (found.size() != 1) {
            throw new InputException(
                    place,
                    found.isEmpty()
                            ? "no candidate is called \"%s\"".formatted(name)
                            : "%d candidates begin with \"%s\"".formatted(found.size(), name),
                    "List them with: " + Hint.of("scores", run.folder()));
        }
        return found.getFirst();
    }

    private static Export compare(
            StoredRun run, StoredCandidate candidate, Path folder, List<Problem> warnings, List<DocumentScore> again) {
        Map<List<String>, DocumentScore> scores = new HashMap<>();
        again.forEach(score -> scores.put(List.of(score.domain(), score.document()), score));
        List<String> differences = new ArrayList<>();
        double promised = 0;
        double measured = 0;
        long tokens = 0;
        int documents = 0;
        for (Score score : run.scores()) {
            if (!score.candidate().equals(candidate.name())) {
                continue;
            }
            DocumentScore read = scores.get(List.of(score.domain(), score.document()));
            double nats = read == null ? Double.NaN : read.nats();
            if (Double.compare(nats, score.nats()) != 0) {
                differences.add("%s %s: %s nats were promised, the checkpoint has %s"
                        .formatted(score.domain(), score.document(), score.nats(), nats));
            }
            promised += score.nats();
            measured += nats;
            tokens += score.tokens();
            documents++;
        }
        return new Export(
                candidate.name(), folder, promised / tokens, measured / tokens, documents, differences, warnings);
    }
}
