package dev.mergesweep.sweep.tree;

import dev.mergesweep.evaluator.Forward;
import java.util.List;

/** Counts what a {@link Walk} over the same blocks would do, in the same order and with the same room for weights. */
public final class Rehearsal {
    private final List<Long> bytes;
    private final WeightShelf shelf;
    private final long[] packs;
    private final long[] loads;

    /**
     * @param bytes that the engine holds of each stage's weights, one a stage
     * @param room bytes in which weights may wait for the next candidate that needs them
     */
    public Rehearsal(List<Long> bytes, long room) {
        this.bytes = List.copyOf(bytes);
        this.shelf = new WeightShelf(room);
        this.packs = new long[bytes.size()];
        this.loads = new long[bytes.size()];
    }

    /** A block of so many packs for every candidate of a tree. */
    public void block(StageTree tree, long packsOfBlock) {
        shelf.expect(Uses.of(tree, bytes));
        tree.roots().forEach(branch -> step(branch, packsOfBlock));
    }

    private void step(Branch branch, long packsOfBlock) {
        int stage = branch.stage();
        shelf.take(Uses.key(branch), () -> load(stage));
        packs[stage] += packsOfBlock;
        branch.branches().forEach(next -> step(next, packsOfBlock));
    }

    private Forward.Weights load(int stage) {
        loads[stage]++;
        return new Claim(bytes.get(stage));
    }

    public int stages() {
        return packs.length;
    }

    /** Times that a pack goes through a stage. */
    public long packs(int stage) {
        return packs[stage];
    }

    /** Times that a stage's tensors are merged. */
    public long loads(int stage) {
        return loads[stage];
    }

    /** Room on the shelf, and nothing in it. */
    private record Claim(long bytes) implements Forward.Weights {
        @Override
        public long nanoseconds() {
            return 0;
        }

        @Override
        public void close() {}
    }
}
