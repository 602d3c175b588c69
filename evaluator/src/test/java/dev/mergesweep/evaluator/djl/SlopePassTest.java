package dev.mergesweep.evaluator.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mergesweep.evaluator.Forward;
import dev.mergesweep.evaluator.Pack;
import dev.mergesweep.evaluator.Progress;
import dev.mergesweep.evaluator.slope.Backward;
import dev.mergesweep.evaluator.slope.SlopePass;
import dev.mergesweep.evaluator.slope.Slopes;
import dev.mergesweep.merger.MergedTensors;
import dev.mergesweep.merger.checkpoint.Checkpoint;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SlopePassTest {
    private static final Path CASE = Path.of("src/test/resources/architectures/llama");

    /** Every time that progress is told is a chance to stop. */
    @Test
    @DisplayName("stopped anywhere leaves no hidden state and no gradient behind, and then runs as if it had not been")
    void stopped() throws IOException {
        MergedTensors merged = new PerturbedParents(Checkpoint.open(CASE), PerturbedParents.Distance.SPHERICAL).at(0.4);
        List<Pack> packs = List.of(new Pack(128, SlopeDifferences.windows(CASE)));
        try (TorchBackward torch = TorchBackward.open(merged, new Compute(Compute.Type.FLOAT32, "cpu", 1))) {
            List<Forward.Hidden> given = new ArrayList<>();
            Backward backward = watched(Backward.class, torch, given);
            Slopes whole = pass(backward, Progress.SILENT, merged, packs);
            int steps = 2 * torch.forward().stages() - 1;
            for (int step = 0; step < steps; step++) {
                int[] left = {step};
                Progress impatient = (_, _) -> {
                    if (left[0]-- == 0) {
                        throw new CancellationException();
                    }
                };
                given.clear();
                assertThatThrownBy(() -> pass(backward, impatient, merged, packs))
                        .as("stopped after step %d", step)
                        .isInstanceOf(CancellationException.class);
                settle(torch);
                assertThat(given).as("stopped after step %d", step).isNotEmpty().allMatch(SlopePassTest::released);
            }
            assertThat(pass(backward, Progress.SILENT, merged, packs)).isEqualTo(whole);
        }
    }

    /** What a stage under way reads is let go when it ends. Two stages at most are under way, on one worker, which takes them in turn. */
    private static void settle(TorchBackward torch) {
        for (int stage = 0; stage <= 2; stage++) {
            ((TorchForward) torch.forward()).workers().map(1, index -> index);
        }
    }

    private static Slopes pass(Backward backward, Progress progress, MergedTensors merged, List<Pack> packs) {
        return new SlopePass(backward, progress).of(merged, SlopeDifferences.texts(packs), packs);
    }

    /** Does what {@code target} does, and keeps every state that it gives out. */
    private static <T> T watched(Class<T> type, T target, List<Forward.Hidden> given) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (_, method, arguments) -> {
                    Object gave;
                    try {
                        gave = method.invoke(target, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                    switch (gave) {
                        case Forward.Hidden hidden -> given.add(hidden);
                        case Backward.Step step -> given.add(step.gradient());
                        case Backward.Last last -> given.add(last.step().gradient());
                        case Forward forward -> gave = watched(Forward.class, forward, given);
                        case null, default -> {}
                    }
                    return gave;
                }));
    }

    private static boolean released(Forward.Hidden hidden) {
        try {
            return ((TorchHidden) hidden).state(0).toFloatArray().length < 0;
        } catch (IllegalStateException e) {
            return true;
        }
    }
}
