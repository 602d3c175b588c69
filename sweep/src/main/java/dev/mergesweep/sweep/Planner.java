package dev.mergesweep.sweep;

import dev.mergesweep.evaluator.Forward;
import dev.mergesweep.evaluator.corpus.Split;
import dev.mergesweep.evaluator.protocol.PreparedDocument;
import dev.mergesweep.sweep.candidate.Candidate;
import dev.mergesweep.sweep.search.Proposers;
import dev.mergesweep.sweep.search.Search;
import dev.mergesweep.sweep.space.Space;
import dev.mergesweep.sweep.tree.StageTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Works out what a run will do: candidates, texts, sharing, cost. */
final class Planner {
    private final Sweep sweep;
    private final Proposed proposed;

    Planner(Sweep sweep) {
        this.sweep = sweep;
        this.proposed = new Proposed(sweep.maker(), sweep.permanent());
    }

    SweepPlan plan() {
        Search search = sweep.experiment().search();
        Space space = sweep.experiment().space();
        if (search.method() == Search.Method.GRID && Math.min(space.size(), Budgets.points(sweep)) > SweepPlan.LISTED) {
            GridCount.Count count = GridCount.of(space, sweep.maker());
            if (count != null) {
                return counted(count);
            }
        }
        return listed();
    }

    /** Too many to make: counted, and costed as if nothing were shared. */
    private SweepPlan counted(GridCount.Count count) {
        try (Forwards forwards = new Forwards(sweep.engines())) {
            Forward forward = forwards.of(sweep.permanent().getFirst());
            long all = count.distinct() + sweep.permanent().size();
            List<String> warnings = new ArrayList<>(sweep.warnings());
            warnings.add("more than %d candidates are only counted; the estimate is without what they share"
                    .formatted(SweepPlan.LISTED));
            return new SweepPlan(
                    new SweepPlan.Count(count.points(), count.distinct(), Map.of()),
                    proposed.all().stream().map(Candidate::description).toList(),
                    List.of(),
                    sides(),
                    sweep.options().compute(sweep.experiment()),
                    new SweepPlan.Stages(all * forward.stages(), all * forward.stages()),
                    new Estimate(sweep, forward).cost(List.of(), all),
                    warnings);
        }
    }

    private SweepPlan listed() {
        proposed.add(
                Proposers.first(sweep.experiment().search(), sweep.experiment().space(), Budgets.points(sweep)));
        List<Candidate> all = proposed.all();
        List<Candidate> merges = all.stream()
                .filter(candidate -> !candidate.description().permanent())
                .toList();
        try (Forwards forwards = new Forwards(sweep.engines())) {
            List<StageTree> trees = forwards.trees(all);
            Forward forward = forwards.of(sweep.permanent().getFirst());
            return new SweepPlan(
                    new SweepPlan.Count(
                            proposed.expansion().asked(),
                            merges.size(),
                            proposed.expansion().reasons()),
                    all.stream()
                            .map(Candidate::description)
                            .filter(description -> description.permanent())
                            .toList(),
                    merges.stream().map(Candidate::description).toList(),
                    sides(),
                    sweep.options().compute(sweep.experiment()),
                    new SweepPlan.Stages(
                            trees.stream().mapToLong(StageTree::runs).sum(),
                            trees.stream().mapToLong(StageTree::runsAlone).sum()),
                    new Estimate(sweep, forward).cost(trees, all.size()),
                    sweep.warnings());
        }
    }

    private List<SweepPlan.Side> sides() {
        List<SweepPlan.Side> sides = new ArrayList<>();
        for (String domain : sweep.texts().prepared().domains()) {
            for (Split split : Split.sides(sweep.experiment().evaluate().confirm())) {
                List<PreparedDocument> documents = sweep.texts().prepared().scored(domain, split);
                long tokens =
                        documents.stream().mapToLong(PreparedDocument::tokens).sum();
                sides.add(new SweepPlan.Side(domain, split.word(), documents.size(), tokens));
            }
        }
        return sides;
    }
}
