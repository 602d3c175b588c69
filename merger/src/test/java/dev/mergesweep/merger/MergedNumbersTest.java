package dev.mergesweep.merger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mergesweep.merger.checkpoint.ElementType;
import dev.mergesweep.merger.checkpoint.Shape;
import dev.mergesweep.merger.plan.Input;
import dev.mergesweep.merger.plan.Operation;
import dev.mergesweep.merger.plan.Rows;
import dev.mergesweep.merger.yaml.InputException;
import dev.mergesweep.merger.yaml.Strictness;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The numbers of a merge")
class MergedNumbersTest extends MergeOfTwo {
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
}
