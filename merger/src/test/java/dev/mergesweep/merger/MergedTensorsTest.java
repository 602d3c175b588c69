package dev.mergesweep.merger;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mergesweep.merger.checkpoint.ElementType;
import dev.mergesweep.merger.checkpoint.Shape;
import dev.mergesweep.merger.kernel.Angle;
import dev.mergesweep.merger.kernel.Blend;
import dev.mergesweep.merger.kernel.Floats;
import dev.mergesweep.merger.kernel.Operand;
import dev.mergesweep.merger.plan.Input;
import dev.mergesweep.merger.plan.MergePlan;
import dev.mergesweep.merger.plan.Operation;
import dev.mergesweep.merger.plan.Parent;
import dev.mergesweep.merger.plan.PlannedTensor;
import dev.mergesweep.merger.plan.Rows;
import dev.mergesweep.merger.recipe.ModelReference;
import dev.mergesweep.merger.yaml.InputException;
import dev.mergesweep.merger.yaml.Place;
import dev.mergesweep.merger.yaml.Strictness;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
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
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.JsonNodeFactory;

@DisplayName("The tensors of a merge")
class MergedTensorsTest {
    private static final Rows ALL = new Rows.All();
    private static final float[] A = Floats.gaussian(1, 3000);
    private static final float[] B = Floats.gaussian(2, 3000);

    private final MemoryTensors first = new MemoryTensors("models/a");
    private final MemoryTensors second = new MemoryTensors("models/b");
    private Strictness strictness = Strictness.STRICT;
    private Numerics numerics = Numerics.EXACT;

    private MergedTensors merge(Operation operation, ElementType written, Shape shape) {
        List<Parent> parents = new ArrayList<>();
        for (MemoryTensors source : List.of(first, second)) {
            parents.add(
                    new Parent(new ModelReference(source.name(), Place.of("r.yaml")), source, Path.of(source.name())));
        }
        PlannedTensor tensor = new PlannedTensor("w", new TensorSource.Header(written, shape), operation, null);
        MergePlan plan = new MergePlan(parents, List.of(tensor), JsonNodeFactory.instance.objectNode(), List.of());
        return new MergedTensors("merge", plan, numerics, strictness, new Angles());
    }

    private static Input input(int parent, ElementType type) {
        return new Input(parent, "w", type, ALL);
    }

    private MergedTensors slerp(double t, ElementType type, ElementType written) {
        return merge(new Operation.Slerp(input(0, type), input(1, type), t), written, Shape.of(A.length));
    }

    private static float[] read(MergedTensors merged) {
        TensorSource.Header header = requireNonNull(merged.headers().get("w"));
        MemorySegment target = Arena.ofAuto().allocate(header.bytes());
        merged.read("w", target);
        return Floats.of(Operand.of(header.type(), target));
    }

    private static float[] stored(MemoryTensors parent) {
        TensorSource.Header header = requireNonNull(parent.headers().get("w"));
        MemorySegment target = Arena.ofAuto().allocate(header.bytes());
        parent.read("w", target);
        return Floats.of(Operand.of(header.type(), target));
    }

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

    @Nested
    class OfSeveralTypes {
        @Test
        @DisplayName("round to the operation's type before they round to the written one")
        void twoRoundings() {
            // In float16's 10 bits of fraction this is 1 + 2^-8, which is a tie for bfloat16 and goes to the even side.
            float value = 1 + 0x1p-8f + 0x1p-12f;
            first.with("w", ElementType.F32, value);
            Operation copy = new Operation.Copy(input(0, ElementType.F16));
            assertThat(read(merge(copy, ElementType.BF16, Shape.of(1)))).containsExactly(1);
            Operation direct = new Operation.Copy(input(0, ElementType.F32));
            assertThat(read(merge(direct, ElementType.BF16, Shape.of(1)))).containsExactly(1 + 0x1p-7f);
        }

        @Test
        @DisplayName("are rounded before they are merged")
        void roundedFirst() {
            first.with("w", ElementType.F32, A);
            second.with("w", ElementType.F32, B);
            float[] before = read(slerp(0.3, ElementType.BF16, ElementType.F32));
            MemoryTensors a = new MemoryTensors("a").with("w", ElementType.BF16, A);
            MemoryTensors b = new MemoryTensors("b").with("w", ElementType.BF16, B);
            first.with("w", ElementType.F32, stored(a));
            second.with("w", ElementType.F32, stored(b));
            float[] after = read(slerp(0.3, ElementType.F32, ElementType.BF16));
            assertThat(before).isEqualTo(after);
        }

        @Test
        @DisplayName("of a type without arithmetic are copied byte by byte, and refused where more is asked")
        void unsupported() {
            first.with("w", ElementType.F32, 1, 2);
            TensorSource.Header bytes = new TensorSource.Header(ElementType.U8, Shape.of(8));
            first.headers().put("w", bytes);
            MergedTensors copy = merge(new Operation.Copy(input(0, ElementType.U8)), ElementType.U8, Shape.of(8));
            MemorySegment target = Arena.ofAuto().allocate(8);
            copy.read("w", target);
            assertThat(target.get(ValueLayout.JAVA_FLOAT_UNALIGNED, 4)).isEqualTo(2);

            MergedTensors cast = merge(new Operation.Copy(input(0, ElementType.BF16)), ElementType.BF16, Shape.of(8));
            assertThatExceptionOfType(InputException.class)
                    .isThrownBy(() -> cast.read("w", Arena.ofAuto().allocate(16)))
                    .withMessage("models/a: w: uint8 can only be copied, neither merged nor cast. "
                            + "Convert the checkpoint to bfloat16, float16 or float32 first");
        }
    }

    @Nested
    class OfAParentThatIsNotFinite {
        @ParameterizedTest
        @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
        @DisplayName("are an error that names parent, tensor and element")
        void strict(float value) {
            float[] bad = B.clone();
            bad[2222] = value;
            first.with("w", ElementType.F32, A);
            second.with("w", ElementType.BF16, bad);
            String message = "models/b: w: element 2222 is " + value
                    + ". Repair the checkpoint or leave it out; --lenient merges it as it is";
            for (Operation operation : List.of(
                    new Operation.Slerp(input(0, ElementType.F32), input(1, ElementType.F32), 0.5),
                    new Operation.Copy(input(1, ElementType.BF16)),
                    new Operation.Linear(
                            List.of(input(0, ElementType.F32), input(1, ElementType.F32)),
                            List.of(1.0, 1.0),
                            true,
                            ElementType.F32))) {
                MergedTensors merged = merge(operation, operation.type(), Shape.of(A.length));
                assertThatExceptionOfType(InputException.class)
                        .isThrownBy(() -> read(merged))
                        .withMessage(message);
            }
        }

        @Test
        @DisplayName("are a warning in lenient merging")
        void lenient() {
            strictness = Strictness.LENIENT;
            float[] bad = A.clone();
            bad[0] = Float.NaN;
            first.with("w", ElementType.F16, bad);
            MergedTensors merged =
                    merge(new Operation.Copy(input(0, ElementType.F16)), ElementType.F16, Shape.of(A.length));
            read(merged);
            assertThat(merged.warnings())
                    .singleElement()
                    .hasToString("models/a: w: element 0 is NaN. "
                            + "Repair the checkpoint or leave it out; --lenient merges it as it is");
        }

        @Test
        @DisplayName("say so where the cast makes an infinity of a number")
        void overflow() {
            float[] large = A.clone();
            large[7] = 70000;
            first.with("w", ElementType.F32, large);
            second.with("w", ElementType.F32, B);
            assertThatExceptionOfType(InputException.class)
                    .isThrownBy(() -> read(slerp(0.5, ElementType.F16, ElementType.F16)))
                    .withMessageStartingWith("models/a: w: element 7 is 70000.0, which float16 cannot hold. ");
        }
    }

    @Nested
    class OfLinear {
        @Test
        @DisplayName("are the weighted mean in double, rounded once")
        void exact() {
            first.with("w", ElementType.BF16, A);
            second.with("w", ElementType.BF16, B);
            float[] merged = read(linear(true));
            float[] a = stored(first);
            float[] b = stored(second);
            for (int i = 0; i < a.length; i++) {
                double mean = (0.3 * a[i] + 0.9 * b[i]) / (0.3 + 0.9);
                assertThat((double) merged[i])
                        .isCloseTo(mean, org.assertj.core.api.Assertions.withinPercentage(0.3907));
            }
        }

        @Test
        @DisplayName("lose nothing of a small part before the sum is complete")
        void inDouble() {
            first.with("w", ElementType.F32, 1);
            second.with("w", ElementType.F32, 0x1p-30f);
            Operation sum = new Operation.Linear(
                    List.of(input(0, ElementType.F32), input(1, ElementType.F32), input(0, ElementType.F32)),
                    List.of(1.0, 1.0, -1.0),
                    false,
                    ElementType.F32);
            assertThat(read(merge(sum, ElementType.F32, Shape.of(1)))).containsExactly(0x1p-30f);
        }

        private MergedTensors linear(boolean normalize) {
            return merge(
                    new Operation.Linear(
                            List.of(input(0, ElementType.BF16), input(1, ElementType.BF16)),
                            List.of(0.3, 0.9),
                            normalize,
                            ElementType.BF16),
                    ElementType.BF16,
                    Shape.of(A.length));
        }
    }

    @Nested
    class OfChosenRows {
        @Test
        @DisplayName("take corners of matrices")
        void corner() {
            first.with("w", ElementType.F32, Shape.of(2, 3), 1, 2, 3, 4, 5, 6);
            Input corner = new Input(0, "w", ElementType.F32, new Rows.Corner(2, 2));
            assertThat(read(merge(new Operation.Copy(corner), ElementType.F32, Shape.of(2, 2))))
                    .containsExactly(1, 2, 4, 5);
        }

        @Test
        @DisplayName("take rows one by one, means, zeros and padding")
        void chosen() {
            first.with("w", ElementType.F32, Shape.of(2, 2), 1, 2, 3, 4);
            second.with("w", ElementType.F32, Shape.of(1, 2), 7, 10);
            Rows.Row.Of one = new Rows.Row.Of(0, "w", 1);
            Rows.Row.Of two = new Rows.Row.Of(1, "w", 0);
            Rows rows = new Rows.Chosen(List.of(
                    two, one, new Rows.Row.Mean(List.of(one, two)), new Rows.Row.Zero(), new Rows.Row.Padding()));
            Input chosen = new Input(0, "w", ElementType.F32, rows);
            MergedTensors merged = merge(new Operation.Copy(chosen), ElementType.F32, Shape.of(5, 2));
            assertThat(read(merged)).containsExactly(7, 10, 3, 4, 5, 7, 0, 0, 3.75f, 5.25f);
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
