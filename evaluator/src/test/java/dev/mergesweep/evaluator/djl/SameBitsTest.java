package dev.mergesweep.evaluator.djl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mergesweep.evaluator.Forward;
import dev.mergesweep.evaluator.Pack;
import dev.mergesweep.evaluator.architecture.script.Dialect;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A document's nats, to the last bit, are its own. */
class SameBitsTest {
    private static final int LENGTH = 512;

    /** Awkward extents: no power of two, and 3 query heads to a key/value head. */
    private static final SyntheticSource SOURCE = new SyntheticSource(SyntheticSource.llama(120, 2, 6, 2, 200, 1000));

    record Case(Dialect dialect, Compute.Type type) {}

    static Stream<Case> cases() {
        return Stream.of(
                new Case(Kernels.PORTABLE, Compute.Type.FLOAT32),
                new Case(Kernels.PACKED, Compute.Type.FLOAT32),
                new Case(Kernels.ONEDNN, Compute.Type.FLOAT32),
                new Case(Kernels.GPU, Compute.Type.FLOAT32),
                new Case(Kernels.PORTABLE, Compute.Type.BFLOAT16));
    }

    @ParameterizedTest
    @MethodSource("cases")
    @DisplayName("alone, in company of others, before or behind them")
    void company(Case form) {
        List<Pack.Window> windows = windows(LENGTH);
        List<double[]> together =
                scores(form, 1, List.of(new Pack(LENGTH, windows))).getFirst();
        List<Pack.Window> reversed = new ArrayList<>(windows);
        Collections.reverse(reversed);
        List<double[]> behind =
                scores(form, 1, List.of(new Pack(LENGTH, reversed))).getFirst();
        for (int i = 0; i < windows.size(); i++) {
            List<double[]> alone = scores(form, 1, List.of(new Pack(LENGTH, List.of(windows.get(i)))))
                    .getFirst();
            assertThat(alone.getFirst()).as("alone, window %d", i).containsExactly(together.get(i));
            assertThat(behind.get(windows.size() - 1 - i))
                    .as("reversed, window %d", i)
                    .containsExactly(together.get(i));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    @DisplayName("with one thread, with two, and whatever the block")
    void threadsAndBlocks(Case form) {
        List<Pack> packs = windows(8 * LENGTH).stream()
                .map(window -> new Pack(LENGTH, List.of(window)))
                .toList();
        List<List<double[]>> one = scores(form, 1, packs);
        List<List<double[]>> two = scores(form, 2, packs);
        List<List<double[]>> single = packs.stream()
                .map(pack -> scores(form, 2, List.of(pack)).getFirst())
                .toList();
        for (int i = 0; i < packs.size(); i++) {
            assertThat(two.get(i).getFirst())
                    .as("two threads, pack %d", i)
                    .containsExactly(one.get(i).getFirst());
            assertThat(single.get(i).getFirst())
                    .as("a block each, pack %d", i)
                    .containsExactly(one.get(i).getFirst());
        }
    }

    private static List<List<double[]>> scores(Case form, int threads, List<Pack> packs) {
        try (Forward forward = TorchForward.open(SOURCE, new Compute(form.type(), "cpu", threads), form.dialect())) {
            return Scoring.nats(forward, SOURCE, packs);
        }
    }

    private static List<Pack.Window> windows(int tokens) {
        Random random = new Random(5);
        List<Pack.Window> windows = new ArrayList<>();
        int left = tokens;
        while (left >= 2) {
            int length = Math.min(left, 2 + random.nextInt(200));
            long[] ids = random.longs(length, 0, 1000).toArray();
            boolean[] scored = new boolean[length];
            Arrays.fill(scored, 1, length, true);
            windows.add(new Pack.Window(windows.size(), ids, scored));
            left -= length;
        }
        return windows;
    }
}
