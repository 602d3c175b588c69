package dev.mergesweep.sweep.candidate;

import dev.mergesweep.sweep.store.StoredCandidate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Candidates without doubles: what is the same by its canonical form is one, whoever asked for it. Grows as a search
 * proposes more.
 */
public final class Expansion {
    private final SequencedMap<String, Candidate> byDigest = new LinkedHashMap<>();
    private final Map<String, Long> reasons = new TreeMap<>();
    private long asked;

    /** A baseline, or a checkpoint: there from the start and under its own name, of equal ones under the first. */
    public void permanent(Candidate candidate) {
        byDigest.putIfAbsent(candidate.digest(), candidate);
    }

    /**
     * A candidate for a point of the space.
     *
     * @return the candidate under which it is scored: itself, or an earlier one that is the same
     */
    public Candidate add(Candidate candidate) {
        asked++;
        Candidate earlier = byDigest.get(candidate.digest());
        if (earlier == null) {
            byDigest.put(candidate.digest(), candidate);
            return candidate;
        }
        same(reason(earlier, candidate));
        Candidate merged = counted(earlier, candidate);
        byDigest.put(candidate.digest(), merged);
        return merged;
    }

    private void same(String reason) {
        reasons.merge(reason, 1L, Long::sum);
    }

    private static String reason(Candidate earlier, Candidate later) {
        if (earlier.description().permanent()) {
            return "equal to " + earlier.name();
        }
        return earlier.description().t().equals(later.description().t())
                ? "the same t for every tensor"
                : "t differs only where it changes no byte";
    }

    /** The earlier one, with the axes of the later where it had none: a baseline that the space holds too. */
    private static Candidate counted(Candidate earlier, Candidate later) {
        StoredCandidate old = earlier.description();
        boolean first = old.axes() == null;
        StoredCandidate description = new StoredCandidate(
                old.name(),
                old.digest(),
                old.kind(),
                first ? later.description().axes() : old.axes(),
                first ? old.equals() : old.equals() + 1,
                old.recipe(),
                old.t());
        return new Candidate(description, earlier.tensors(), earlier.recipe());
    }

    /** The candidate with a digest, or null. */
    public @Nullable Candidate find(String digest) {
        return byDigest.get(digest);
    }

    /** Every candidate, in the order of asking, the permanent ones first. */
    public List<Candidate> candidates() {
        return new ArrayList<>(byDigest.sequencedValues());
    }

    /** Points that were asked for. */
    public long asked() {
        return asked;
    }

    /** How many points fell together with another candidate, by reason. */
    public Map<String, Long> reasons() {
        return Collections.unmodifiableMap(new TreeMap<>(reasons));
    }
}
