package dev.mergesweep.sweep;

import dev.mergesweep.evaluator.Forward;
import dev.mergesweep.evaluator.Pack;
import dev.mergesweep.evaluator.corpus.Split;
import dev.mergesweep.merger.MergedTensors;
import dev.mergesweep.merger.TensorSource;
import dev.mergesweep.sweep.Workload.Part;
import dev.mergesweep.sweep.candidate.Candidate;
import dev.mergesweep.sweep.tree.Needs;
import dev.mergesweep.sweep.tree.Needs.Block;
import dev.mergesweep.sweep.tree.Rehearsal;
import dev.mergesweep.sweep.tree.StageKeys;
import dev.mergesweep.sweep.tree.StageTree;
import dev.mergesweep.sweep.tree.Units;
import dev.mergesweep.sweep.tree.Units.Unit;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What a run costs on this machine, from stages of each kind run on a few packs of its texts. */
final class Estimate {
    /** A row of scores in the store, with its share of the index. */
    private static final long SCORE_BYTES = 48;

    /** A candidate's row and recipe. */
    private static final long CANDIDATE_BYTES = 8192;

    /** Small stages get faster for about so long, while the machine compiles what merges them. */
    private static final long WARM = TimeUnit.MILLISECONDS.toNanos(800);

    /** So many passes are measured, and the fastest says what a stage needs when nothing else disturbs. */
    private static final int PASSES = 3;

    private final Sweep sweep;
    private final Forward forward;

    Estimate(Sweep sweep, Forward forward) {
        this.sweep = sweep;
        this.forward = forward;
    }

    /** @param trees none: nothing is known of what candidates share */
    SweepPlan.Cost cost(List<StageTree> trees, long candidates) {
        List<Unit> searched = units(sweep.searched());
        List<Unit> kept = sweep.searched() == Split.ALL ? List.of() : units(Split.CONFIRM);
        Pass pass = measure(searched.stream()
                .flatMap(unit -> unit.packs().stream())
                .limit(sweep.options().compute(sweep.experiment()).threads())
                .toList());
        long finalists =
                sweep.experiment().rank().finalists() + (long) sweep.permanent().size();
        Workload work = Workload.alone(forward, Math.min(candidates, finalists), kept)
                .plus(trees.isEmpty() ? Workload.alone(forward, candidates, searched) : shared(trees, searched));
        long documents = sweep.texts().prepared().documents().size();
        long disk = documents * candidates * SCORE_BYTES + candidates * CANDIDATE_BYTES;
        long weights = StageKeys.held(forward, example()).stream()
                .mapToLong(Long::longValue)
                .sum();
        long memory = pass.hidden() * Math.min(Units.positions(searched), Scoring.LARGEST_BLOCK) * depth(trees)
                + Math.min(Scoring.WEIGHT_ROOM, weights * candidates);
        return new SweepPlan.Cost(pass.meter().seconds(work), memory, disk);
    }

    private List<Unit> units(Split side) {
        return Units.of(sweep.texts().prepared(), side);
    }

    /** As the blocks of a run without a race go through the trees. */
    private Workload shared(List<StageTree> trees, List<Unit> units) {
        List<Block> blocks = Needs.blocks(units, List.of(0), (_, _) -> true, Scoring.LARGEST_BLOCK);
        Workload sum = Workload.NONE;
        for (StageTree tree : trees) {
            Rehearsal rehearsal = new Rehearsal(StageKeys.held(forward, example()), Scoring.WEIGHT_ROOM);
            blocks.forEach(block -> rehearsal.block(tree, block.packs()));
            sum = sum.plus(Workload.of(rehearsal));
        }
        return sum;
    }

    /** Blocks of hidden states held at once: before, after, and one at each branching. */
    private static long depth(List<StageTree> trees) {
        return 2L + trees.stream().mapToInt(StageTree::branchings).max().orElse(0);
    }

    /** A merge where there is one: reading a checkpoint is quicker. */
    private TensorSource example() {
        List<TensorSource> sources =
                sweep.permanent().stream().map(Candidate::tensors).toList();
        return sources.stream()
                .filter(MergedTensors.class::isInstance)
                .findFirst()
                .orElse(sources.getLast());
    }

    /** @param packs as many as are computed side by side, so that the time of one is what it is in a run */
    private Pass measure(List<Pack> packs) {
        long begin = System.nanoTime();
        do {
            Pass.of(forward, example(), packs);
        } while (System.nanoTime() - begin < WARM);
        Pass fastest = Pass.of(forward, example(), packs);
        for (int pass = 1; pass < PASSES && System.nanoTime() - begin < 4 * WARM; pass++) {
            fastest = fastest.faster(Pass.of(forward, example(), packs));
        }
        return fastest;
    }

    /**
     * One stage of each kind, merged and run.
     *
     * @param hidden bytes of a position's hidden state
     */
    private record Pass(Meter meter, long nanoseconds, long hidden) {
        static Pass of(Forward forward, TensorSource source, List<Pack> packs) {
            Meter meter = new Meter();
            int last = forward.stages() - 1;
            long begin = System.nanoTime();
            try (Forward.Weights embedding = load(forward, 0, source, meter);
                    Forward.Weights layer = load(forward, 1, source, meter);
                    Forward.Weights head = load(forward, last, source, meter)) {
                long first = System.nanoTime();
                try (Forward.Hidden embedded = forward.embed(embedding, packs)) {
                    embedded.await();
                    long second = System.nanoTime();
                    meter.ran(Part.EMBEDDING, packs.size(), second - first);
                    try (Forward.Hidden hidden = forward.layer(1, layer, embedded)) {
                        hidden.await();
                        long third = System.nanoTime();
                        meter.ran(Part.LAYER, packs.size(), third - second);
                        forward.head(head, hidden);
                        long end = System.nanoTime();
                        meter.ran(Part.HEAD, packs.size(), end - third);
                        return new Pass(meter, end - begin, hidden.bytes() / positions(packs));
                    }
                }
            }
        }

        private static long positions(List<Pack> packs) {
            return packs.stream().mapToLong(Pack::length).sum();
        }

        private static Forward.Weights load(Forward forward, int stage, TensorSource source, Meter meter) {
            long begin = System.nanoTime();
            Forward.Weights weights = forward.load(stage, source);
            meter.loaded(Part.of(stage, forward.stages()), System.nanoTime() - begin);
            return weights;
        }

        Pass faster(Pass other) {
            return other.nanoseconds < nanoseconds ? other : this;
        }
    }
}
