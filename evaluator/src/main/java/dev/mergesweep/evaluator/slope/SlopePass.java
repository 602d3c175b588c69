package dev.mergesweep.evaluator.slope;

import dev.mergesweep.evaluator.Forward;
import dev.mergesweep.evaluator.Pack;
import dev.mergesweep.evaluator.Progress;
import dev.mergesweep.evaluator.protocol.PreparedTexts;
import dev.mergesweep.merger.MergedTensors;
import dev.mergesweep.merger.Tangents;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/**
 * Takes a merge forward and back through packs: d nats / d t of every tensor at once, document by document, at about the cost
 * of four scorings. Hidden states are kept at the borders of stages; of weights, one stage is held at a time.
 */
public final class SlopePass {
    /** Engine memory for hidden states at stage borders, in bytes; more where else threads would have unequally many packs. */
    private static final long BORDER_BYTES = 256L << 20;

    private final Backward backward;
    private final Forward forward;
    private final Progress progress;

    /** @param backward of the architecture that is merged; stays the caller's to close */
    public SlopePass(Backward backward, Progress progress) {
        this.backward = backward;
        this.forward = backward.forward();
        this.progress = progress;
    }

    /**
     * Slopes where a merge's schedule is.
     *
     * @param packs of these texts, all or some
     */
    public Slopes of(MergedTensors merged, PreparedTexts texts, List<Pack> packs) {
        Tangents tangents = merged.tangents();
        SlopeSums sums = new SlopeSums(forward, List.copyOf(tangents.headers().sequencedKeySet()));
        if (!packs.isEmpty()) {
            int size = blockSize(merged, Collections.max(packs, Comparator.comparingInt(Pack::length)));
            for (int begin = 0; begin < packs.size(); begin += size) {
                List<Pack> some = packs.subList(begin, Math.min(begin + size, packs.size()));
                Steps steps = new Steps(begin, some.size(), packs.size());
                new Block(merged, tangents, some, sums).run(steps);
            }
        }
        return sums.slopes(texts);
    }

    private int blockSize(MergedTensors merged, Pack pack) {
        try (Forward.Weights weights = forward.load(0, merged);
                Forward.Hidden hidden = forward.embed(weights, List.of(pack))) {
            long packs = Math.max(1, BORDER_BYTES / (hidden.bytes() * (forward.stages() - 1)));
            return (int) Math.ceilDiv(packs, (long) backward.threads()) * backward.threads();
        }
    }

    /** Tells how far the pass is: every stage of every pack counts once forward and three times back, the last stage only back. */
    private final class Steps {
        private static final int BACK = 3;

        private final long packs;
        private final long all;
        private long done;

        Steps(long before, long packs, long allPacks) {
            long each = forward.stages() - 1L + (long) BACK * forward.stages();
            this.packs = packs;
            this.all = each * allPacks;
            this.done = each * before;
        }

        void forward() {
            progress.at(done += packs, all);
        }

        void back() {
            progress.at(done += BACK * packs, all);
        }
    }

    /** Some packs, run together. */
    private final class Block {
        private final MergedTensors merged;
        private final Tangents tangents;
        private final List<Pack> packs;
        private final SlopeSums sums;
        private final int last = forward.stages() - 1;

        /** Hidden states before the stages to come back to, the latest first. */
        private final Deque<Forward.Hidden> borders = new ArrayDeque<>();

        /** The gradient that the next stage back begins from, as long as no stage has taken it; none on the way there. */
        private final Deque<Forward.Hidden> gradients = new ArrayDeque<>(1);

        Block(MergedTensors merged, Tangents tangents, List<Pack> packs, SlopeSums sums) {
            this.merged = merged;
            this.tangents = tangents;
            this.packs = packs;
            this.sums = sums;
        }

        void run(Steps steps) {
            try {
                there(steps);
                back(steps);
            } finally {
                borders.forEach(Forward.Hidden::close);
                gradients.forEach(Forward.Hidden::close);
            }
        }

        private void there(Steps steps) {
            for (int stage = 0; stage < last; stage++) {
                try (Forward.Weights weights = forward.load(stage, merged)) {
                    borders.push(
                            stage == 0
                                    ? forward.embed(weights, packs)
                                    : forward.layer(stage, weights, borders.element()));
                }
                steps.forward();
            }
        }

        /** A stage's slopes are asked for when the next has begun. */
        private void back(Steps steps) {
            Backward.Step step = head();
            steps.back();
            for (int stage = last - 1; stage > 0; stage--) {
                Backward.Step next = layer(stage);
                sums.add(stage + 1, packs, step.slopes().get());
                step = next;
                steps.back();
            }
            sums.add(1, packs, step.slopes().get());
            embedding();
            steps.back();
        }

        private Backward.Step head() {
            try (Forward.Hidden before = borders.pop()) {
                Backward.Last gave = backward.head(merged, tangents, before);
                gradients.push(gave.step().gradient());
                sums.addNats(packs, gave.nats().get());
                return gave.step();
            }
        }

        private Backward.Step layer(int stage) {
            try (Forward.Weights weights = backward.weights(stage, merged);
                    Forward.Weights tangent = backward.tangents(stage, tangents);
                    Forward.Hidden before = borders.pop();
                    Forward.Hidden after = gradients.pop()) {
                Backward.Step step = backward.layer(stage, weights, tangent, new Backward.Ends(before, after));
                gradients.push(step.gradient());
                return step;
            }
        }

        private void embedding() {
            try (Forward.Weights tangent = backward.tangents(0, tangents);
                    Forward.Hidden first = gradients.pop()) {
                sums.add(0, packs, backward.embed(tangent, first));
            }
        }
    }
}
