package dev.mergesweep.sweep;

import dev.mergesweep.evaluator.protocol.PreparedDocument;
import dev.mergesweep.evaluator.protocol.PreparedTexts;
import dev.mergesweep.evaluator.protocol.Tally;
import dev.mergesweep.sweep.candidate.Candidate;
import dev.mergesweep.sweep.learn.Lessons;
import dev.mergesweep.sweep.store.Clock;
import dev.mergesweep.sweep.store.Digests;
import dev.mergesweep.sweep.store.Drop;
import dev.mergesweep.sweep.store.NewFailure;
import dev.mergesweep.sweep.store.NewScore;
import dev.mergesweep.sweep.store.ParentAngles;
import dev.mergesweep.sweep.store.RunHead;
import dev.mergesweep.sweep.store.RunStore;
import dev.mergesweep.sweep.store.StoredDocument;
import dev.mergesweep.sweep.tree.Units.Unit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The scores of a run in memory, and the way of new ones into its store. */
final class Ledger {
    private final RunStore store;
    private final String description;
    private final String setting;
    private final @Nullable String lender;
    private final PreparedTexts texts;
    private final Map<String, double[]> nats = new HashMap<>();
    private final Map<String, NewFailure> failures = new HashMap<>();
    private final List<NewScore> newScores = new ArrayList<>();
    private final List<NewFailure> newFailures = new ArrayList<>();

    /**
     * @param setting everything but candidates and texts that scores depend on, as text
     * @param lender another setting whose scores count here too; null: none
     */
    Ledger(RunStore store, String setting, @Nullable String lender, PreparedTexts texts) {
        this.store = store;
        this.description = setting;
        this.setting = Digests.sha256(setting);
        this.lender = lender == null ? null : Digests.sha256(lender);
        this.texts = texts;
    }

    /** Everything but candidates and texts that scores depend on, as text. */
    String setting() {
        return description;
    }

    /** Says what the run is about. */
    void describe(RunHead head, List<StoredDocument> documents) {
        store.describe(head, documents);
    }

    /**
     * Candidates of the run: they get a row, and the scores that are known of them are read. Who failed as a whole is tried
     * again: it may have been the machine, or something that --lenient lets pass.
     */
    void enter(List<Candidate> candidates) {
        store.add(candidates.stream().map(Candidate::description).toList());
        learn(candidates);
        List<String> forgiven = candidates.stream()
                .map(Candidate::digest)
                .filter(digest -> failures.get(digest) instanceof NewFailure failure && failure.document() == null)
                .toList();
        if (!forgiven.isEmpty()) {
            store.forgive(forgiven, setting);
            forgiven.forEach(failures::remove);
        }
    }

    /** Reads what scores are known of candidates. */
    void learn(List<Candidate> candidates) {
        candidates.forEach(this::learn);
    }

    /** What is known of the run as a whole by now. */
    void note(RunHead head) {
        store.note(head);
    }

    /** How far the run is, for those who look at it from outside. */
    void note(Clock clock) {
        store.note(clock);
    }

    Clock clock() {
        return store.clock();
    }

    /** The angles between the parents, kept once for the merge that they are taken from. */
    void noteAngles(Candidate merge) {
        ParentAngles known = store.angles();
        if (known == null || !known.merge().equals(merge.digest())) {
            store.note(ParentAngleReader.of(merge));
        }
    }

    /** What was learned under a name that says all it depends on, or null. */
    @Nullable
    String learned(String subject) {
        return store.learned(subject);
    }

    void learn(String subject, String value) {
        store.learn(subject, value);
    }

    /** What a search learned by itself, for reports. */
    void note(Lessons lessons) {
        store.note(lessons);
    }

    /** Candidates that a race stopped. */
    void drop(List<Drop> drops) {
        store.drop(drops);
    }

    private void learn(Candidate candidate) {
        if (nats.containsKey(candidate.digest())) {
            return;
        }
        if (lender != null) {
            store.borrow(candidate.digest(), lender, setting);
        }
        Map<String, NewScore> known = store.known(candidate.digest(), setting);
        double[] row = new double[texts.documents().size()];
        for (int i = 0; i < row.length; i++) {
            PreparedDocument document = texts.documents().get(i);
            NewScore score = known.get(document.digest());
            row[i] = score == null || score.tokens() != document.tokens() ? Double.NaN : score.nats();
        }
        nats.put(candidate.digest(), row);
        NewFailure failure = store.failure(candidate.digest(), setting);
        if (failure != null) {
            failures.put(candidate.digest(), failure);
        }
    }

    /** Summed nats of a document, NaN where there is no score. */
    double nats(Candidate candidate, int document) {
        return row(candidate)[document];
    }

    private double[] row(Candidate candidate) {
        return nats.computeIfAbsent(candidate.digest(), _ -> {
            double[] row = new double[texts.documents().size()];
            Arrays.fill(row, Double.NaN);
            return row;
        });
    }

    /** Why a candidate cannot be scored, or null. */
    @Nullable
    NewFailure failure(Candidate candidate) {
        return failures.get(candidate.digest());
    }

    boolean lacks(Candidate candidate, Unit unit) {
        return failure(candidate) == null && missing(candidate, unit) > 0;
    }

    /** Documents of a unit without a score. */
    long missing(Candidate candidate, Unit unit) {
        double[] row = row(candidate);
        return unit.documents().stream()
                .filter(document -> Double.isNaN(row[document]))
                .count();
    }

    /**
     * A document's score; one that is not finite is the candidate's failure.
     *
     * @return whether it was not known before
     */
    boolean note(Candidate candidate, Tally.Finished finished) {
        PreparedDocument document = texts.documents().get(finished.index());
        double value = finished.score().nats();
        if (!Double.isFinite(value)) {
            fail(candidate, "not finite", document.digest());
            return false;
        }
        boolean fresh = Double.isNaN(row(candidate)[finished.index()]);
        if (fresh) {
            row(candidate)[finished.index()] = value;
            newScores.add(
                    new NewScore(candidate.digest(), document.digest(), document.tokens(), value, finished.scaled()));
        }
        return fresh;
    }

    /** @param document digest of the text that it failed on; null: as a whole */
    void fail(Candidate candidate, String reason, @Nullable String document) {
        NewFailure failure = new NewFailure(candidate.digest(), reason, document);
        if (failures.putIfAbsent(candidate.digest(), failure) == null) {
            newFailures.add(failure);
        }
    }

    /** Whether something waits for a commit. */
    boolean dirty() {
        return !newScores.isEmpty() || !newFailures.isEmpty();
    }

    /** Everything new reaches the disk, or nothing of it if this throws. */
    void commit() {
        if (dirty()) {
            store.commit(newScores, newFailures, setting);
            newScores.clear();
            newFailures.clear();
        }
    }
}
