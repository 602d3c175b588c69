package dev.mergesweep.sweep.tree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mergesweep.evaluator.Forward;
import dev.mergesweep.evaluator.LogitScales;
import dev.mergesweep.evaluator.Pack;
import dev.mergesweep.merger.TensorSource;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RehearsalTest {
    private static final int STAGES = 6;
    private static final int CANDIDATES = 25;
    private static final List<Long> BYTES = Collections.nCopies(STAGES, 10L);

    /** Keys drawn from few, so that candidates share prefixes, and stages come again. */
    private static StageTree tree() {
        Random random = new Random(3);
        Map<Integer, List<String>> keys = new LinkedHashMap<>();
        for (int number = 0; number < CANDIDATES; number++) {
            keys.put(
                    number,
                    IntStream.range(0, STAGES)
                            .mapToObj(_ -> "k" + random.nextInt(3))
                            .toList());
        }
        return StageTree.of(keys, BYTES);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 55, 120, 10_000})
    @DisplayName("says how often a walk runs and loads each stage, whatever the room for weights")
    void countsAlike(long room) {
        Counting done = new Counting();
        Rehearsal said = new Rehearsal(BYTES, room);
        StageTree tree = tree();
        try (Walk walk = new Walk(done, _ -> source(), LogitScales.NONE, BYTES, room)) {
            for (int packs : new int[] {2, 2, 1}) {
                walk.block(tree, Collections.nCopies(packs, new Pack(8, List.of())), new Nobody());
                said.block(tree, packs);
            }
        }
        for (int stage = 0; stage < STAGES; stage++) {
            int wanted = stage;
            assertThat(said.loads(stage))
                    .as("loads of stage %d", stage)
                    .isEqualTo(done.loads.stream().filter(at -> at == wanted).count());
            assertThat(said.packs(stage))
                    .as("packs through stage %d", stage)
                    .isEqualTo(done.packs.stream().filter(at -> at == wanted).count());
        }
        assertThat(done.open).as("hidden states and weights left open").isZero();
    }

    @Test
    @DisplayName("where not all weights have room, those that nobody needs again leave at once, and the others stay")
    void leaves() {
        Map<Integer, List<String>> keys = new LinkedHashMap<>();
        for (int number = 0; number < CANDIDATES; number++) {
            keys.put(number, List.of("same", "k" + number, "k" + number, "k" + number, "k" + number, "same"));
        }
        Counting done = new Counting();
        long room = 10L * 4 * CANDIDATES;
        try (Walk walk = new Walk(done, _ -> source(), LogitScales.NONE, BYTES, room)) {
            walk.block(StageTree.of(keys, BYTES), List.of(new Pack(8, List.of())), new Nobody());
        }
        // The embedding and the head, one layer, and hidden states: before the branching, before and after a layer.
        assertThat(done.most).isLessThanOrEqualTo(7);
        assertThat(done.loads).hasSize(2 + 4 * CANDIDATES);
    }

    private static TensorSource source() {
        return (TensorSource) Proxy.newProxyInstance(
                TensorSource.class.getClassLoader(), new Class<?>[] {TensorSource.class}, (_, method, _) -> {
                    throw new IllegalStateException(method.getName());
                });
    }

    /** Computes nothing, and remembers what it was asked for. */
    private static final class Counting implements Forward {
        private final List<Integer> loads = new ArrayList<>();
        private final List<Integer> packs = new ArrayList<>();
        private int open;
        private int most;

        /** Something that must be closed. */
        private final class Held implements Weights, Hidden {
            private final int size;

            Held(int size) {
                this.size = size;
                open++;
                most = Math.max(most, open);
            }

            @Override
            public long bytes() {
                return 10;
            }

            @Override
            public long nanoseconds() {
                return 0;
            }

            @Override
            public void await() {}

            @Override
            public void close() {
                open--;
            }
        }

        @Override
        public int stages() {
            return STAGES;
        }

        @Override
        public List<String> tensors(int stage) {
            return List.of();
        }

        @Override
        public Weights load(int stage, TensorSource source) {
            loads.add(stage);
            return new Held(0);
        }

        @Override
        public Hidden embed(Weights embedding, List<Pack> block) {
            packs.addAll(Collections.nCopies(block.size(), 0));
            return new Held(block.size());
        }

        @Override
        public Hidden layer(int stage, Weights weights, Hidden hidden) {
            int size = ((Held) hidden).size;
            packs.addAll(Collections.nCopies(size, stage));
            return new Held(size);
        }

        @Override
        public List<List<double[]>> head(Weights head, Hidden hidden) {
            throw new IllegalStateException();
        }

        @Override
        public Supplier<List<List<double[][]>>> headAtScales(Weights head, Hidden hidden, LogitScales scales) {
            packs.addAll(Collections.nCopies(((Held) hidden).size, STAGES - 1));
            return List::of;
        }

        @Override
        public List<long[]> mostLikely(Weights head, Hidden hidden) {
            throw new IllegalStateException();
        }

        @Override
        public String kernels() {
            return "none";
        }

        @Override
        public void close() {}
    }

    private record Nobody() implements Walk.Listener {
        @Override
        public void scored(List<Integer> candidates, List<List<double[][]>> nats) {}

        @Override
        public void failed(List<Integer> candidates, String reason) {
            throw new AssertionError(reason);
        }

        @Override
        public void loaded(int stage, long nanoseconds) {}

        @Override
        public void ran(int stage, long nanoseconds) {}
    }
}
