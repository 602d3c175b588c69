package dev.mergesweep.sweep.tree;

import dev.mergesweep.evaluator.Forward;
import dev.mergesweep.evaluator.Pack;
import dev.mergesweep.merger.TensorSource;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs one block of packs through a tree of stages, depth first: hidden states are held only where the path branches,
 * and are let go as soon as the last branch has read them.
 */
public final class Walk implements AutoCloseable {

    /** Hears what comes of a walk, and may end it by throwing. */
    public interface Listener {
        /** @param nats per pack, per window, the nats of its scored ids in order */
        void scored(List<Integer> candidates, List<List<double[]>> nats);

        /** Something that these candidates share could not be merged or run. The walk goes on with the others. */
        void failed(List<Integer> candidates, String reason);

        /** Called after every stage run. @param nanoseconds that it took, merging included */
        void ran(int stage, int packs, long nanoseconds);
    }

    private final Forward forward;
    private final IntFunction<TensorSource> sources;
    private final Listener listener;
    private final WeightShelf shelf;

    /**
     * @param sources tensors of a candidate by its number
     * @param room bytes of engine memory in which weights may wait for the next candidate that needs them
     */
    public Walk(Forward forward, IntFunction<TensorSource> sources, Listener listener, long room) {
        this.forward = forward;
        this.sources = sources;
        this.listener = listener;
        this.shelf = new WeightShelf(room);
    }

    /** Scores the block for every candidate of the tree. */
    public void block(StageTree tree, List<Pack> packs) {
        try (Held nothing = new Held(null)) {
            descend(tree.roots(), packs, nothing);
        }
    }

    private void descend(List<Branch> branches, List<Pack> packs, Held hidden) {
        for (int i = 0; i < branches.size(); i++) {
            step(branches.get(i), packs, hidden, i == branches.size() - 1);
        }
    }

    private void step(Branch branch, List<Pack> packs, Held before, boolean last) {
        long begin = System.nanoTime();
        if (branch.branches().isEmpty()) {
            List<List<double[]>> nats = attempt(branch, () -> forward.head(weights(branch), before.states()));
            if (nats != null) {
                listener.ran(branch.stage(), packs.size(), System.nanoTime() - begin);
                listener.scored(branch.candidates(), nats);
            }
            return;
        }
        Forward.Hidden next = attempt(branch, () -> next(branch, packs, before));
        if (next == null) {
            return;
        }
        if (last) {
            before.close();
        }
        long nanoseconds = System.nanoTime() - begin;
        try (Held held = new Held(next)) {
            listener.ran(branch.stage(), packs.size(), nanoseconds);
            descend(branch.branches(), packs, held);
        }
    }

    private Forward.Hidden next(Branch branch, List<Pack> packs, Held before) {
        return branch.stage() == 0
                ? forward.embed(weights(branch), packs)
                : forward.layer(branch.stage(), weights(branch), before.states());
    }

    /** What goes wrong in here is the fault of the candidates below this branch; what a listener throws ends the walk. */
    private <T> @Nullable T attempt(Branch branch, Supplier<T> work) {
        try {
            return work.get();
        } catch (RuntimeException e) {
            listener.failed(branch.everyone(), reason(e));
            return null;
        }
    }

    private Forward.Weights weights(Branch branch) {
        int stage = branch.stage();
        return shelf.take(stage + " " + branch.key(), () -> forward.load(stage, sources.apply(branch.example())));
    }

    private static String reason(RuntimeException e) {
        String message = e.getMessage();
        return message == null
                ? e.getClass().getSimpleName()
                : message.lines().findFirst().orElse(message);
    }

    @Override
    public void close() {
        shelf.close();
    }

    /** Hidden states that are closed once, as early as possible. */
    private static final class Held implements AutoCloseable {
        private Forward.@Nullable Hidden hidden;

        Held(Forward.@Nullable Hidden hidden) {
            this.hidden = hidden;
        }

        Forward.Hidden states() {
            if (hidden == null) {
                throw new IllegalStateException("No hidden states before stage 0");
            }
            return hidden;
        }

        @Override
        public void close() {
            if (hidden != null) {
                hidden.close();
                hidden = null;
            }
        }
    }
}
