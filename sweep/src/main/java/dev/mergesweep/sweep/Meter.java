package dev.mergesweep.sweep;

import dev.mergesweep.sweep.tree.Branch;
import dev.mergesweep.sweep.tree.StageTree;

/** What stages cost on this machine, measured as they run, and what is left to run. */
final class Meter {
    private final double[] nanoseconds = new double[Part.values().length];
    private final long[] packs = new long[Part.values().length];
    private final long[] left = new long[Part.values().length];

    /** Stages of one kind cost about the same. */
    enum Part {
        EMBEDDING,
        LAYER,
        HEAD;

        static Part of(int stage, int stages) {
            return stage == 0 ? EMBEDDING : stage == stages - 1 ? HEAD : LAYER;
        }
    }

    /** A walk that is going to be made. */
    void expect(StageTree tree, long packsOfBlock) {
        for (Branch root : tree.roots()) {
            expect(root, tree.stages(), packsOfBlock);
        }
    }

    private void expect(Branch branch, int stages, long packsOfBlock) {
        left[Part.of(branch.stage(), stages).ordinal()] += packsOfBlock;
        branch.branches().forEach(next -> expect(next, stages, packsOfBlock));
    }

    /** Work of which no more is known than its size. @param candidates scored alone */
    void expectAlone(int stages, long candidates, long packsOfBlock) {
        left[Part.EMBEDDING.ordinal()] += candidates * packsOfBlock;
        left[Part.LAYER.ordinal()] += candidates * packsOfBlock * (stages - 2);
        left[Part.HEAD.ordinal()] += candidates * packsOfBlock;
    }

    void forgetExpected() {
        java.util.Arrays.fill(left, 0);
    }

    void ran(int stage, int stages, long packsOfBlock, long took) {
        int part = Part.of(stage, stages).ordinal();
        nanoseconds[part] += took;
        packs[part] += packsOfBlock;
        left[part] = Math.max(0, left[part] - packsOfBlock);
    }

    /** NaN while a kind of stage that is left was never measured. */
    double secondsLeft() {
        double total = 0;
        for (int part = 0; part < left.length; part++) {
            if (left[part] > 0) {
                total += left[part] * (nanoseconds[part] / packs[part]);
            }
        }
        return total / 1e9;
    }
}
