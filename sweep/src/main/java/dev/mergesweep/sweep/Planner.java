package dev.mergesweep.sweep;

import dev.mergesweep.evaluator.Forward;
import dev.mergesweep.evaluator.corpus.Split;
import dev.mergesweep.evaluator.protocol.PreparedDocument;
import dev.mergesweep.merger.yaml.Problem;
import dev.mergesweep.sweep.candidate.Candidate;
import dev.mergesweep.sweep.search.Proposer;
import dev.mergesweep.sweep.search.Proposers;
import dev.mergesweep.sweep.tree.StageTree;
import java.util.ArrayList;
import java.util.List;

/** Works out what a run will do: candidates, texts, sharing, cost. */
final class Planner {
    private final Sweep sweep;
    private final Proposed proposed;

    Planner(Sweep sweep) {
        this.sweep = sweep;
        this.proposed = new Proposed(sweep.maker(), sweep.permanent());
    }

    SweepPlan plan() {
        try (Proposer proposer =
                Proposers.of(sweep.experiment().search(), sweep.experiment().space(), Budgets.points(sweep))) {
            proposed.add(proposer.next(_ -> Double.POSITIVE_INFINITY));
        }
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
                    new SweepPlan.Stages(
                            trees.stream().mapToLong(StageTree::runs).sum(),
                            trees.stream().mapToLong(StageTree::runsAlone).sum()),
                    new Estimate(sweep, forward).cost(trees, all.size()),
                    warnings());
        }
    }

    private List<String> warnings() {
        List<String> warnings = new ArrayList<>(sweep.texts().warnings());
        sweep.maker().warnings().stream().map(Problem::toString).forEach(warnings::add);
        return warnings;
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
