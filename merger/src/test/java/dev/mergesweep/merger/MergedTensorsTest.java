package dev.mergesweep.merger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mergesweep.merger.checkpoint.ElementType;
import dev.mergesweep.merger.checkpoint.Shape;
import dev.mergesweep.merger.kernel.Angle;
import dev.mergesweep.merger.kernel.Blend;
import dev.mergesweep.merger.kernel.Floats;
import dev.mergesweep.merger.kernel.Operand;
import dev.mergesweep.merger.plan.MergePlan;
import dev.mergesweep.merger.plan.Operation;
import dev.mergesweep.merger.plan.Parent;
import dev.mergesweep.merger.plan.PlannedTensor;
import dev.mergesweep.merger.recipe.ModelReference;
import dev.mergesweep.merger.yaml.Place;
import dev.mergesweep.merger.yaml.Strictness;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.node.JsonNodeFactory;

@DisplayName("The tensors of a merge")
class MergedTensorsTest extends MergeOfTwo {
    @Nested
    class AtTheEnds {
        @ParameterizedTest
        @EnumSource(names = {"BF16", "F16", "F32"})
        @DisplayName("are the parent's bytes and have its identity")
        void parents(ElementType type) {
            float[] zeros = A.clone();
            zeros[5] = -0f;
            first.with("w", type, zeros);
            second.with("w", type, B);
            for (Numerics each : Numerics.values()) {
                numerics = each;
                assertThat(read(slerp(0, type, type))).isEqualTo(stored(first));
                assertThat(read(slerp(1, type, type))).isEqualTo(stored(second));
                assertThat(slerp(0, type, type).identity("w")).isEqualTo(first.identity("w"));
                assertThat(slerp(1, type, type).identity("w")).isEqualTo(second.identity("w"));
                assertThat(slerp(0.5, type, type).identity("w")).isNotIn(first.identity("w"), second.identity("w"));
            }
        }

        @Test
        @DisplayName("have an identity of their own where a cast changes them")
        void cast() {
            first.with("w", ElementType.F32, A);
            second.with("w", ElementType.F32, B);
            assertThat(slerp(0, ElementType.BF16, ElementType.BF16).identity("w"))
                    .isNotEqualTo(first.identity("w"));
            assertThat(slerp(0, ElementType.F32, ElementType.BF16).identity("w"))
                    .isNotEqualTo(first.identity("w"));
        }

        @Test
        @DisplayName("are NaN where the other parent holds one, as with any other t")
        void poisoned() {
            strictness = Strictness.LENIENT;
            float[] bad = B.clone();
            bad[2000] = Float.NaN;
            first.with("w", ElementType.F32, A);
            second.with("w", ElementType.F32, bad);
            assertThat(read(slerp(0, ElementType.F32, ElementType.F32))).containsOnly(Float.NaN);
            assertThat(slerp(0, ElementType.F32, ElementType.F32).identity("w")).isNotEqualTo(first.identity("w"));
        }
    }

    @Nested
    class OfATensorWithItself {
        @ParameterizedTest
        @EnumSource(names = {"BF16", "F16", "F32"})
        @DisplayName("are that tensor, whatever t, in a type that hides the last places of float32")
        void itself(ElementType type) {
            first.with("w", type, A);
            second.with("w", type, A);
            for (Numerics each : Numerics.values()) {
                numerics = each;
                for (double t : new double[] {0.1, 0.3, 0.77}) {
                    MergedTensors merged = slerp(t, type, type);
                    assertThat(merged.treatment("w").branch()).isEqualTo(Branch.LERP);
                    assertThat(merged.identity("w").equals(first.identity("w"))).isEqualTo(type != ElementType.F32);
                    assertThat(Arrays.equals(read(merged), stored(first))).isEqualTo(type != ElementType.F32);
                }
            }
        }

        /** What lets the copy stand for the arithmetic. */
        @ParameterizedTest
        @EnumSource(names = {"BF16", "F16"})
        @DisplayName("would be that tensor by arithmetic too, to the last bit")
        void arithmetic(ElementType type) {
            first.with("w", type, A);
            for (double t = 0; t <= 1; t += 1 / 128.0 + 1e-5) {
                float[] blended = stored(first);
                Blend.linear(t).apply(blended, stored(first), A.length);
                assertThat(stored(new MemoryTensors("blended").with("w", type, blended)))
                        .isEqualTo(stored(first));
            }
        }

        @Test
        @DisplayName("are what mergekit makes of it where it is too short to have a direction")
        void tiny() {
            first.with("w", ElementType.BF16, 1e-12f, 0);
            second.with("w", ElementType.BF16, 1e-12f, 0);
            Operation slerp = new Operation.Slerp(input(0, ElementType.BF16), input(1, ElementType.BF16), 0.5);
            assertThat(read(merge(slerp, ElementType.BF16, Shape.of(2)))[0]).isGreaterThan(1.4e-12f);
        }
    }

    @Nested
    class Identity {
        @Test
        @DisplayName("differs with t, numerics, types and inputs, and with nothing else")
        void parts() {
            first.with("w", ElementType.F32, A);
            second.with("w", ElementType.F32, B);
            List<String> different = new ArrayList<>();
            for (Numerics each : Numerics.values()) {
                numerics = each;
                different.add(slerp(0.3, ElementType.F32, ElementType.F32).identity("w"));
            }
            numerics = Numerics.EXACT;
            different.add(
                    slerp(Math.nextUp(0.3), ElementType.F32, ElementType.F32).identity("w"));
            different.add(slerp(0.3, ElementType.BF16, ElementType.F32).identity("w"));
            different.add(slerp(0.3, ElementType.F32, ElementType.BF16).identity("w"));
            different.add(merge(
                            new Operation.Slerp(input(1, ElementType.F32), input(0, ElementType.F32), 0.3),
                            ElementType.F32,
                            Shape.of(A.length))
                    .identity("w"));
            assertThat(different).doesNotHaveDuplicates().allMatch(text -> text.matches("[0-9a-f]{32}"));
            assertThat(slerp(0.3, ElementType.F32, ElementType.F32).identity("w"))
                    .isEqualTo(different.getFirst());
        }
    }

    @Test
    @DisplayName("are multiplied as they pass through, where the recipe says so")
    void scaled() {
        first.with("w", ElementType.BF16, 1, -2, 3);
        assertThat(read(merge(
                        new Operation.Passthrough(input(0, ElementType.BF16), 0.5), ElementType.BF16, Shape.of(3))))
                .containsExactly(.5f, -1, 1.5f);
        assertThat(merge(new Operation.Passthrough(input(0, ElementType.BF16), null), ElementType.BF16, Shape.of(3))
                        .identity("w"))
                .isEqualTo(first.identity("w"));
    }

    @Test
    @DisplayName("of a large pair have the same bits in one thread and in several")
    void threads() throws Exception {
        int count = (1 << 20) + 4321;
        first.with("w", ElementType.BF16, Floats.gaussian(5, count));
        second.with("w", ElementType.BF16, Floats.gaussian(6, count));
        Operation slerp = new Operation.Slerp(input(0, ElementType.BF16), input(1, ElementType.BF16), 0.4);
        float[] parallel = read(merge(slerp, ElementType.BF16, Shape.of(count)));
        MergedTensors alone = merge(slerp, ElementType.BF16, Shape.of(count));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment confined = arena.allocate(2L * count);
            alone.read("w", confined);
            assertThat(Floats.of(Operand.of(ElementType.BF16, confined))).isEqualTo(parallel);
        }
    }

    @Test
    @DisplayName("share an angle that is kept elsewhere")
    void store() {
        first.with("w", ElementType.F32, A);
        second.with("w", ElementType.F32, B);
        List<Angle> kept = new ArrayList<>();
        Angles angles = new Angles(new Angles.Store() {
            @Override
            public @Nullable Angle find(String key) {
                return kept.isEmpty() ? null : kept.getFirst();
            }

            @Override
            public void keep(String key, Angle angle) {
                kept.add(angle);
            }
        });
        List<Parent> parents = List.of(
                new Parent(new ModelReference("a", Place.of("r")), first, Path.of("a")),
                new Parent(new ModelReference("b", Place.of("r")), second, Path.of("b")));
        for (double t : new double[] {0.2, 0.4}) {
            MergePlan plan = new MergePlan(
                    parents,
                    List.of(new PlannedTensor(
                            "w",
                            new TensorSource.Header(ElementType.F32, Shape.of(A.length)),
                            new Operation.Slerp(input(0, ElementType.F32), input(1, ElementType.F32), t),
                            null)),
                    JsonNodeFactory.instance.objectNode(),
                    List.of());
            read(new MergedTensors("m", plan, Numerics.EXACT, Strictness.STRICT, angles));
        }
        assertThat(kept).hasSize(1);
    }
}
