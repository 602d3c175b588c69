package dev.mergesweep.sweep;

import dev.mergesweep.merger.yaml.InputException;
import dev.mergesweep.sweep.candidate.Candidate;
import dev.mergesweep.sweep.candidate.CandidateMaker;
import dev.mergesweep.sweep.candidate.Expansion;
import dev.mergesweep.sweep.space.Proposal;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The candidates of all that was proposed so far, each once. */
final class Proposed {
    private final CandidateMaker maker;
    private final Expansion expansion = new Expansion();
    private final Map<Proposal, String> digests = new HashMap<>();

    Proposed(CandidateMaker maker, List<Candidate> permanent) {
        this.maker = maker;
        permanent.forEach(expansion::permanent);
    }

    /**
     * The candidates of a batch that were not there before.
     *
     * @throws InputException where a recipe is wrong: all of them are, or a value of an axis is
     */
    List<Candidate> add(List<? extends Proposal> batch) {
        Map<String, Candidate> fresh = new LinkedHashMap<>();
        for (Proposal proposal : batch) {
            Candidate candidate = maker.of(proposal);
            boolean known = expansion.find(candidate.digest()) != null;
            Candidate kept = expansion.add(candidate);
            digests.put(proposal, kept.digest());
            if (!known || fresh.containsKey(kept.digest())) {
                fresh.put(kept.digest(), kept);
            }
        }
        return List.copyOf(fresh.values());
    }

    /** The candidates of a batch that are not there yet. Nothing is added. */
    List<Candidate> fresh(List<? extends Proposal> batch) {
        Map<String, Candidate> fresh = new LinkedHashMap<>();
        for (Proposal proposal : batch) {
            Candidate candidate = maker.of(proposal);
            if (expansion.find(candidate.digest()) == null) {
                fresh.putIfAbsent(candidate.digest(), candidate);
            }
        }
        return List.copyOf(fresh.values());
    }

    /** The candidate under which a proposal is scored. */
    Candidate candidate(Proposal proposal) {
        Candidate candidate = expansion.find(digests.getOrDefault(proposal, ""));
        if (candidate == null) {
            throw new IllegalStateException("Never proposed: " + proposal);
        }
        return candidate;
    }

    Expansion expansion() {
        return expansion;
    }

    /** Candidates beside those that are always scored. */
    long distinct() {
        return all().stream()
                .filter(candidate -> !candidate.description().permanent())
                .count();
    }

    List<Candidate> all() {
        return expansion.candidates();
    }
}
