package dev.mergesweep.sweep;

import dev.mergesweep.evaluator.protocol.PreparedTexts;
import dev.mergesweep.sweep.candidate.Candidate;
import dev.mergesweep.sweep.race.Elimination;
import dev.mergesweep.sweep.race.Race;
import dev.mergesweep.sweep.race.Rungs;
import dev.mergesweep.sweep.store.Drop;
import dev.mergesweep.sweep.tree.Units.Unit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs candidates through the search texts rung by rung, and lets go of those that have visibly lost. */
final class Heat {
    private final Race race;
    private final Scoring scoring;
    private final Selection selection;
    private final Ledger ledger;
    private final Watch watch;
    private final String name;

    Heat(Race race, Scoring scoring, Selection selection, Ledger ledger, Watch watch) {
        this(race, scoring, selection, ledger, watch, "search");
    }

    private Heat(Race race, Scoring scoring, Selection selection, Ledger ledger, Watch watch, String name) {
        this.race = race;
        this.scoring = scoring;
        this.selection = selection;
        this.ledger = ledger;
        this.watch = watch;
        this.name = name;
    }

    /** The same under a name for progress and log. */
    Heat named(String other) {
        return new Heat(race, scoring, selection, ledger, watch, other);
    }

    /**
     * How it ended.
     *
     * @param through those who have a score on every document of the units
     * @param dropped those who have not, the last to drop first, and among them the better first
     */
    record Finish(List<Candidate> through, List<Candidate> dropped) {}

    Finish run(List<Candidate> candidates, List<Unit> units, PreparedTexts texts) {
        List<List<Unit>> rungs = Rungs.of(race, units, unit -> tokens(unit, texts));
        Set<String> permanent = permanent(candidates);
        List<Candidate> left = new ArrayList<>(candidates);
        List<Candidate> dropped = new ArrayList<>();
        List<Unit> done = new ArrayList<>();
        for (int rung = 0; rung < rungs.size(); rung++) {
            score(left, rungs, rung);
            done.addAll(rungs.get(rung));
            left.removeIf(candidate -> ledger.failure(candidate) != null);
            if (rung < rungs.size() - 1 && !left.isEmpty()) {
                var losses = Elimination.after(selection.table(left, done), race, permanent, candidates.size());
                dropped.addAll(0, drop(losses, left, done, share(done, units, texts)));
            }
        }
        return new Finish(left, dropped);
    }

    /** Whether a run would find every score that it asks for. Nothing is scored or written. */
    boolean settled(List<Candidate> candidates, List<Unit> units, PreparedTexts texts) {
        List<List<Unit>> rungs = Rungs.of(race, units, unit -> tokens(unit, texts));
        Set<String> permanent = permanent(candidates);
        List<Candidate> left = new ArrayList<>(candidates);
        List<Unit> done = new ArrayList<>();
        for (List<Unit> rung : rungs) {
            left.removeIf(candidate -> ledger.failure(candidate) != null);
            if (left.stream().anyMatch(candidate -> rung.stream().anyMatch(unit -> ledger.lacks(candidate, unit)))) {
                return false;
            }
            done.addAll(rung);
            if (done.size() < units.size() && !left.isEmpty()) {
                Set<String> losers =
                        losers(Elimination.after(selection.table(left, done), race, permanent, candidates.size()));
                left.removeIf(candidate -> losers.contains(candidate.name()));
            }
        }
        return true;
    }

    private static Set<String> permanent(List<Candidate> candidates) {
        return candidates.stream()
                .filter(candidate -> candidate.description().permanent())
                .map(Candidate::name)
                .collect(Collectors.toSet());
    }

    private static Set<String> losers(List<Elimination.Loss> losses) {
        return losses.stream().map(Elimination.Loss::candidate).collect(Collectors.toSet());
    }

    private void score(List<Candidate> left, List<List<Unit>> rungs, int rung) {
        List<Unit> units = rungs.get(rung);
        long documents =
                units.stream().mapToLong(unit -> unit.documents().size()).sum();
        long missing = 0;
        for (Candidate candidate : left) {
            for (Unit unit : units) {
                missing += ledger.missing(candidate, unit);
            }
        }
        String phase = rungs.size() == 1 ? name : "rung %d of %d".formatted(rung + 1, rungs.size());
        long all = documents * left.size();
        watch.phase(phase, left.size(), all - missing, all);
        scoring.score(
                left,
                units,
                rungs.subList(rung + 1, rungs.size()).stream()
                        .flatMap(List::stream)
                        .toList());
    }

    private List<Candidate> drop(List<Elimination.Loss> losses, List<Candidate> left, List<Unit> done, double share) {
        if (losses.isEmpty()) {
            return List.of();
        }
        ledger.drop(losses.stream()
                .map(loss -> new Drop(loss.candidate(), share, loss.leader()))
                .toList());
        Map<String, Candidate> losers = new HashMap<>();
        left.forEach(candidate -> losers.put(candidate.name(), candidate));
        losers.keySet().retainAll(losers(losses));
        left.removeAll(losers.values());
        watch.event("%d of %d candidates have visibly lost after %.0f %% of the search texts"
                .formatted(losses.size(), losses.size() + left.size(), 100 * share));
        return selection.bestFirst(List.copyOf(losers.values()), done).stream()
                .flatMap(objective -> Stream.ofNullable(losers.get(objective.candidate())))
                .toList();
    }

    private static double share(List<Unit> done, List<Unit> all, PreparedTexts texts) {
        double tokens = done.stream().mapToLong(unit -> tokens(unit, texts)).sum();
        return tokens / all.stream().mapToLong(unit -> tokens(unit, texts)).sum();
    }

    static long tokens(Unit unit, PreparedTexts texts) {
        return unit.documents().stream()
                .mapToLong(document -> texts.documents().get(document).tokens())
                .sum();
    }
}
