package dev.mergesweep.sweep;

import dev.mergesweep.evaluator.corpus.Split;
import dev.mergesweep.merger.MergedTensors;
import dev.mergesweep.sweep.candidate.Candidate;
import dev.mergesweep.sweep.candidate.CandidateMaker;
import dev.mergesweep.sweep.race.Race;
import dev.mergesweep.sweep.search.Proposer;
import dev.mergesweep.sweep.search.Proposers;
import dev.mergesweep.sweep.search.Search;
import dev.mergesweep.sweep.space.Proposal;
import dev.mergesweep.sweep.space.Space;
import dev.mergesweep.sweep.statistics.Objective;
import dev.mergesweep.sweep.store.RunHead;
import dev.mergesweep.sweep.tree.Units;
import dev.mergesweep.sweep.tree.Units.Unit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The course of a run: batch by batch through the space on the search texts, then the finalists on those kept apart. What is
 * in the store already is not scored again, so a run that is begun anew passes over it in no time.
 */
final class Course {
    /** Points of larger spaces with constraints are not counted. */
    private static final long COUNTED = 100_000;

    private final Sweep sweep;
    private final RunFolder folder;
    private final Ledger ledger;
    private final Watch watch;
    private final Scoring scoring;
    private final Selection selection;
    private final Proposed proposed;
    private final List<Unit> units;
    private final Set<String> complete = new LinkedHashSet<>();
    private final List<Candidate> dropped = new ArrayList<>();
    private boolean timeIsUp;

    Course(Sweep sweep, RunFolder folder, Ledger ledger, Watch watch, Scoring scoring) {
        this.sweep = sweep;
        this.folder = folder;
        this.ledger = ledger;
        this.watch = watch;
        this.scoring = scoring;
        this.selection = new Selection(
                sweep.texts().prepared(), ledger, sweep.experiment().rank());
        this.proposed = new Proposed(sweep.maker(), sweep.permanent());
        this.units = Units.of(sweep.texts().prepared(), sweep.searched());
    }

    RunOutcome run() {
        boolean finished = true;
        try {
            search();
            confirm();
        } catch (Watch.Stopped e) {
            finished = false;
        }
        watch.note(finished);
        List<Candidate> all = proposed.all();
        int failed = (int) all.stream()
                .filter(candidate -> ledger.failure(candidate) != null)
                .count();
        return new RunOutcome(folder.folder(), finished, complete.size(), failed, watch.newScores());
    }

    private void search() {
        try (SlopeBook slopes = new SlopeBook(sweep, units, ledger, watch, this::uniform);
                Proposer proposer = Proposers.of(
                        sweep.experiment().search(), sweep.experiment().space(), Budgets.points(sweep), () -> slopes)) {
            // The first batch shows whether recipes are sound, before anything is written.
            proposed.add(proposer.next(this::objective));
            ledger.describe(head(), sweep.texts().stored());
            enter(proposed.all());
            for (List<? extends Proposal> batch = next(proposer); !batch.isEmpty(); batch = next(proposer)) {
                // Nobody enters with a batch that is equal to what was there, but the search goes on from it.
                enter(proposed.add(batch));
            }
            ledger.note(head());
        }
    }

    /** Once the time is used up, only what is scored already: so a run that is begun again ranks what it ranked before. */
    private List<? extends Proposal> next(Proposer proposer) {
        List<? extends Proposal> batch = proposer.next(this::objective);
        timeIsUp = watch.late() && !settled(proposed.fresh(batch));
        return timeIsUp ? List.of() : batch;
    }

    private boolean settled(List<Candidate> candidates) {
        ledger.learn(candidates);
        return heat().settled(candidates, units, sweep.texts().prepared());
    }

    private RunHead head() {
        List<String> warnings = new ArrayList<>(sweep.warnings());
        warnings.addAll(left());
        return new RunHead(
                sweep.experiment().name(),
                sweep.experiment().rank(),
                ledger.setting(),
                sweep.parents(),
                scoring.sharing(proposed.expansion().asked(), proposed.all(), proposed.distinct()),
                warnings,
                sweep.options().origin(sweep.experiment()));
    }

    /** What the search leaves out, where that can be told. */
    private List<String> left() {
        List<String> left = new ArrayList<>();
        if (timeIsUp) {
            left.add("the time of the search was used up; what it would have asked for next was not scored");
        }
        Space space = sweep.experiment().space();
        boolean free = space.constraints().isEmpty();
        boolean countable = !sweep.experiment().search().learns()
                && (free || space.size() <= COUNTED)
                && space.axes().stream().allMatch(axis -> axis.range() == null);
        long points = !countable ? 0 : free ? space.size() : space.points().count();
        if (proposed.expansion().asked() < points) {
            left.add("%d of %d points of the space were asked for; nothing is known of the others"
                    .formatted(proposed.expansion().asked(), points));
        }
        return left;
    }

    /** Candidates get a row, a recipe file, whatever scores the store has for them, and those that it lacks. */
    private void enter(List<Candidate> candidates) {
        if (!candidates.isEmpty()) {
            ledger.enter(candidates);
            candidates.forEach(folder::keep);
            score(candidates);
        }
    }

    private Heat heat() {
        Race race = sweep.experiment().search().adaptive()
                ? Race.OFF
                : sweep.experiment().race();
        return new Heat(race, scoring, selection, ledger, watch);
    }

    private void score(List<Candidate> candidates) {
        watch.later(later());
        Heat.Finish finish = heat().run(candidates, units, sweep.texts().prepared());
        finish.through().forEach(candidate -> complete.add(candidate.name()));
        dropped.addAll(0, finish.dropped());
        List<Objective> order = selection.bestFirst(finish.through(), units);
        if (!order.isEmpty()) {
            watch.best(order.getFirst());
        }
    }

    /** What comes after this batch; null where only the search knows. */
    private @Nullable Workload later() {
        Search search = sweep.experiment().search();
        long most = Budgets.points(sweep);
        boolean more = search.adaptive() || Double.isFinite(search.budget().hours());
        if (more && most == Long.MAX_VALUE) {
            return null;
        }
        long points = more ? Math.max(0, most - proposed.expansion().asked()) : 0;
        long finalists =
                sweep.experiment().rank().finalists() + (long) sweep.permanent().size();
        Candidate example = sweep.permanent().getFirst();
        return scoring.alone(example, points, units)
                .plus(scoring.alone(example, Math.min(finalists, proposed.all().size() + points), kept()));
    }

    /** Smaller is better; infinite for who failed or lost a race. */
    private double objective(Proposal proposal) {
        Candidate candidate = proposed.candidate(proposal);
        return selection.bestFirst(List.of(candidate), units).stream()
                .filter(_ -> complete.contains(candidate.name()))
                .mapToDouble(Objective::value)
                .findFirst()
                .orElse(Double.POSITIVE_INFINITY);
    }

    /** What is known of the merges with one t everywhere: the baselines. */
    private SortedMap<Double, Double> uniform() {
        SortedMap<Double, Double> uniform = new TreeMap<>();
        CandidateMaker.BASELINES.forEach((name, t) -> selection
                .bestFirst(
                        sweep.permanent().stream()
                                .filter(candidate -> candidate.name().equals(name))
                                .filter(candidate -> complete.contains(name))
                                .toList(),
                        units)
                .forEach(objective -> uniform.put(t, objective.value())));
        return uniform;
    }

    private void confirm() {
        proposed.all().stream()
                .filter(candidate -> candidate.tensors() instanceof MergedTensors)
                .findFirst()
                .ifPresent(ledger::noteAngles);
        if (sweep.searched() == Split.ALL) {
            return;
        }
        List<Candidate> finalists = finalists();
        watch.later(Workload.NONE);
        new Heat(Race.OFF, scoring, selection, ledger, watch)
                .named("confirm")
                .run(finalists, kept(), sweep.texts().prepared());
    }

    /** What no search sees; none where all texts are searched. */
    private List<Unit> kept() {
        return Units.of(sweep.texts().prepared(), Split.CONFIRM);
    }

    /**
     * The best on search, and everyone who is always scored. Where a race left fewer than were asked for, those who held out
     * longest fill the places: that they are worse is known, and by how much is worth a row of the table.
     */
    private List<Candidate> finalists() {
        List<Candidate> merges = proposed.all().stream()
                .filter(candidate -> complete.contains(candidate.name()))
                .filter(candidate -> !candidate.description().permanent())
                .toList();
        Set<String> best = new LinkedHashSet<>();
        Stream.concat(
                        selection.bestFirst(merges, units).stream().map(Objective::candidate),
                        dropped.stream().map(Candidate::name))
                .limit(sweep.experiment().rank().finalists())
                .forEach(best::add);
        return proposed.all().stream()
                .filter(candidate -> ledger.failure(candidate) == null)
                .filter(candidate -> candidate.description().permanent() || best.contains(candidate.name()))
                .toList();
    }
}
