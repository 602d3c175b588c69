package dev.mergesweep.sweep.tree;

import dev.mergesweep.evaluator.Forward;
import dev.mergesweep.evaluator.LogitScales;
import dev.mergesweep.evaluator.Pack;
import dev.mergesweep.merger.TensorSource;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs blocks of packs through trees of stages, depth first: hidden states are held only where the path branches, and are
 * let go as soon as the last branch has read them. Weights stay from one block to the next while there is room.
 */
public final class Walk implements AutoCloseable {

    /** Hears what comes of a walk, and may end it by throwing. */
    public interface Listener {
        /** @param nats per pack, per window, per scale the nats of its scored ids in order */
        void scored(List<Integer> candidates, List<List<double[][]>> nats);

        /** Something that these candidates share could not be merged or run. The walk goes on with the others. */
        void failed(List<Integer> candidates, String reason);

        /** Called after a stage's tensors were merged and handed to the engine; does not throw. @param nanoseconds that it took */
        void loaded(int stage, long nanoseconds);

        /**
         * Called after every stage run.
         *
         * @param nanoseconds since the one before, merging apart: stages overlap, but the sum is the time that passed
         */
        void ran(int stage, long nanoseconds);
    }

    private final Forward forward;
    private final IntFunction<TensorSource> sources;
    private final LogitScales scales;
    private final List<Long> bytes;
    private final WeightShelf shelf;

    /**
     * @param sources tensors of a candidate by its number
     * @param scales of the logits beside 1
     * @param bytes that the engine holds of each stage's weights, one a stage
     * @param room bytes of engine memory in which weights may wait for the next candidate that needs them
     */
    public Walk(Forward forward, IntFunction<TensorSource> sources, LogitScales scales, List<Long> bytes, long room) {
        this.forward = forward;
        this.sources = sources;
        this.scales = scales;
        this.bytes = List.copyOf(bytes);
        this.shelf = new WeightShelf(room);
    }

    /** Scores a block for every candidate of a tree. */
    public void block(StageTree tree, List<Pack> packs, Listener listener) {
        shelf.expect(Uses.of(tree, bytes));
        try (Held nothing = new Held(null)) {
            Descent descent = new Descent(packs, listener);
            descent.into(tree.roots(), nothing);
            descent.settle();
        }
    }

    @Override
    public void close() {
        shelf.close();
    }

    /** One block's way down. */
    private final class Descent {
        private final List<Pack> packs;
        private final Listener listener;
        private long since = System.nanoTime();
        private long merging;
        private @Nullable Ending ending;

        /** The last stage of a path, under way while the next path begins. */
        private record Ending(Branch branch, Supplier<List<List<double[][]>>> nats) {}

        Descent(List<Pack> packs, Listener listener) {
            this.packs = packs;
            this.listener = listener;
        }

        void into(List<Branch> branches, Held hidden) {
            for (int i = 0; i < branches.size(); i++) {
                Branch branch = branches.get(i);
                if (branch.branches().isEmpty()) {
                    head(branch, hidden);
                } else {
                    step(branch, hidden, i == branches.size() - 1);
                }
            }
        }

        private void head(Branch branch, Held hidden) {
            Forward.Weights weights = attempt(branch, () -> weights(branch));
            if (weights == null) {
                return;
            }
            Supplier<List<List<double[][]>>> nats =
                    attempt(branch, () -> forward.headAtScales(weights, hidden.states(), scales));
            settle();
            ending = nats == null ? null : new Ending(branch, nats);
        }

        /** Waits for the head that is under way. */
        void settle() {
            Ending last = ending;
            ending = null;
            if (last != null) {
                List<List<double[][]>> nats = attempt(last.branch(), last.nats());
                if (nats != null) {
                    ran(last.branch());
                    listener.scored(last.branch().candidates(), nats);
                }
            }
        }

        private void step(Branch branch, Held before, boolean last) {
            Forward.Weights weights = attempt(branch, () -> weights(branch));
            if (weights == null) {
                return;
            }
            Forward.Hidden next = attempt(branch, () -> next(branch, weights, before));
            if (next == null) {
                return;
            }
            try (Held held = new Held(next)) {
                if (last) {
                    before.close();
                }
                settle();
                ran(branch);
                into(branch.branches(), held);
            }
        }

        private Forward.Hidden next(Branch branch, Forward.Weights weights, Held before) {
            return branch.stage() == 0
                    ? forward.embed(weights, packs)
                    : forward.layer(branch.stage(), weights, before.states());
        }

        private Forward.Weights weights(Branch branch) {
            return shelf.take(Uses.key(branch), () -> load(branch));
        }

        private Forward.Weights load(Branch branch) {
            Forward.Weights weights = forward.load(branch.stage(), sources.apply(branch.example()));
            merging += weights.nanoseconds();
            listener.loaded(branch.stage(), weights.nanoseconds());
            return weights;
        }

        private void ran(Branch branch) {
            long now = System.nanoTime();
            long passed = Math.max(0, now - since - merging);
            since = now;
            merging = 0;
            listener.ran(branch.stage(), passed);
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
    }

    /** The first line of what went wrong, enough for a row of a report. */
    public static String reason(RuntimeException e) {
        String message = e.getMessage();
        return message == null || message.isBlank()
                ? e.getClass().getSimpleName()
                : message.lines().findFirst().orElse(message);
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
