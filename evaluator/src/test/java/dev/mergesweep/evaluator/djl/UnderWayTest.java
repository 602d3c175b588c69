package dev.mergesweep.evaluator.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mergesweep.evaluator.Forward;
import dev.mergesweep.evaluator.Pack;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Stages that are asked for before the one before is done. */
class UnderWayTest {
    private static final SyntheticSource SOURCE = new SyntheticSource(SyntheticSource.llama(120, 4, 6, 2, 200, 1000));

    @Test
    @DisplayName("what is closed while packs read it stays until they have")
    void closedEarly() {
        try (Forward forward = open()) {
            List<List<double[]>> closedLate = new ArrayList<>();
            List<AutoCloseable> held = new ArrayList<>();
            closedLate.addAll(nats(forward, held));
            held.forEach(UnderWayTest::close);
            List<List<double[]>> closedEarly = nats(forward, null);
            for (int pack = 0; pack < closedLate.size(); pack++) {
                assertThat(closedEarly.get(pack).getFirst())
                        .containsExactly(closedLate.get(pack).getFirst());
            }
        }
    }

    @Test
    @DisplayName("a forward pass that is closed waits for the calls that run, and begins no others")
    void closedForward() {
        Forward forward = open();
        Forward.Weights embedding = forward.load(0, SOURCE);
        Forward.Weights layer = forward.load(1, SOURCE);
        TorchHidden first = (TorchHidden) forward.embed(embedding, packs(64));
        forward.close();
        assertThatThrownBy(() -> forward.layer(1, layer, first)).hasMessageContaining("closed");
    }

    /** @param held takes all that may be closed; null closes it at once */
    private static List<List<double[]>> nats(Forward forward, @Nullable List<AutoCloseable> held) {
        Forward.Weights embedding = forward.load(0, SOURCE);
        Forward.Hidden hidden = forward.embed(embedding, packs(6));
        done(held, embedding);
        for (int stage = 1; stage < forward.stages() - 1; stage++) {
            Forward.Weights weights = forward.load(stage, SOURCE);
            Forward.Hidden before = hidden;
            hidden = forward.layer(stage, weights, before);
            done(held, weights);
            done(held, before);
        }
        Forward.Weights head = forward.load(forward.stages() - 1, SOURCE);
        List<List<double[]>> nats = forward.head(head, hidden);
        done(held, head);
        done(held, hidden);
        return nats;
    }

    private static void done(@Nullable List<AutoCloseable> held, AutoCloseable what) {
        if (held == null) {
            close(what);
        } else {
            held.add(what);
        }
    }

    private static void close(AutoCloseable what) {
        try {
            what.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static Forward open() {
        return TorchForward.open(SOURCE, new Compute(Compute.Type.FLOAT32, "cpu", 2), Kernels.PORTABLE);
    }

    private static List<Pack> packs(int count) {
        return IntStream.range(0, count)
                .mapToObj(index -> {
                    long[] ids = IntStream.range(0, 256)
                            .mapToLong(i -> (i * 7 + index) % 1000)
                            .toArray();
                    boolean[] scored = new boolean[ids.length];
                    scored[100] = true;
                    scored[255] = true;
                    return new Pack(ids.length, List.of(new Pack.Window(index, ids, scored)));
                })
                .toList();
    }
}
