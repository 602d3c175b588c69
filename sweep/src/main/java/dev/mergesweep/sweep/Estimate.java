package dev.mergesweep.sweep;

import dev.mergesweep.evaluator.Forward;
import dev.mergesweep.evaluator.Pack;
import dev.mergesweep.evaluator.corpus.Split;
import dev.mergesweep.merger.TensorSource;
import dev.mergesweep.sweep.tree.StageTree;
import java.util.List;

/** What a run costs on this machine, from one stage of each kind run on one pack of its texts. */
final class Estimate {
    /** A row of scores in the store, with its share of the index. */
    private static final long SCORE_BYTES = 48;

    /** A candidate's row and recipe. */
    private static final long CANDIDATE_BYTES = 8192;

    private final Sweep sweep;
    private final Forward forward;

    Estimate(Sweep sweep, Forward forward) {
        this.sweep = sweep;
        this.forward = forward;
    }

    /** @param trees none: nothing is known of what candidates share */
    SweepPlan.Cost cost(List<StageTree> trees, long candidates) {
        long searched = packs(sweep.searched()).size();
        long confirmed =
                sweep.searched() == Split.ALL ? 0 : packs(Split.CONFIRM).size();
        int permanent = sweep.permanent().size();
        long finalists = Math.min(candidates, sweep.experiment().rank().finalists() + permanent);
        Meter meter = new Meter();
        Measured measured = measure(meter, some(packs(sweep.searched())));
        trees.forEach(tree -> meter.expect(tree, searched));
        meter.expectAlone(forward.stages(), trees.isEmpty() ? candidates : 0, searched);
        meter.expectAlone(forward.stages(), finalists, confirmed);
        long documents = sweep.texts().prepared().documents().size();
        long disk = documents * candidates * SCORE_BYTES + candidates * CANDIDATE_BYTES;
        long block = Math.min(searched, Scoring.LARGEST_BLOCK);
        long memory = measured.hidden() * block * depth(trees)
                + Math.min(Scoring.WEIGHT_ROOM, measured.weights() * candidates);
        return new SweepPlan.Cost(meter.secondsLeft(), memory, disk);
    }

    private List<Pack> packs(Split side) {
        return sweep.texts().prepared().packs(side);
    }

    /** As many packs as are computed side by side, so that the time of one is what it is in a run. */
    private List<Pack> some(List<Pack> packs) {
        int threads = sweep.options().compute(sweep.experiment()).threads();
        return packs.subList(0, Math.min(threads, packs.size()));
    }

    /** Blocks of hidden states held at once: before, after, and one at each branching. */
    private static long depth(List<StageTree> trees) {
        return 2 + trees.stream().mapToInt(StageTree::branchings).max().orElse(0);
    }

    /** Bytes of a pack's hidden states, and of all weights of a candidate. */
    private record Measured(long hidden, long weights) {}

    private Measured measure(Meter meter, List<Pack> packs) {
        // Twice: the first time pays for the engine's start.
        pass(new Meter(), packs);
        return pass(meter, packs);
    }

    /** One stage of each kind, its tensors read anew as in a walk. */
    private Measured pass(Meter meter, List<Pack> packs) {
        TensorSource source = sweep.permanent().getLast().tensors();
        int last = forward.stages() - 1;
        long begin = System.nanoTime();
        try (Forward.Weights embedding = forward.load(0, source);
                Forward.Hidden embedded = forward.embed(embedding, packs)) {
            long first = System.nanoTime();
            meter.ran(0, forward.stages(), packs.size(), first - begin);
            try (Forward.Weights layer = forward.load(1, source);
                    Forward.Hidden hidden = forward.layer(1, layer, embedded)) {
                long second = System.nanoTime();
                meter.ran(1, forward.stages(), packs.size(), second - first);
                try (Forward.Weights head = forward.load(last, source)) {
                    forward.head(head, hidden);
                    meter.ran(last, forward.stages(), packs.size(), System.nanoTime() - second);
                    return new Measured(hidden.bytes(), embedding.bytes() + layer.bytes() * (last - 1) + head.bytes());
                }
            }
        }
    }
}
