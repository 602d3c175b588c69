package dev.mergesweep.merger;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

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
import dev.mergesweep.merger.yaml.Place;
import dev.mergesweep.merger.yaml.Strictness;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.JsonNodeFactory;

@DisplayName("Tangents")
class TangentsTest {
    private static final float[] A = Floats.gaussian(1, 3000);
    private static final float[] B = Floats.gaussian(2, 3000);

    private final MemoryTensors first = new MemoryTensors("models/a").with("w", ElementType.F32, A);
    private final MemoryTensors second = new MemoryTensors("models/b").with("w", ElementType.F32, B);

    private Tangents tangents(Operation operation, ElementType written, Numerics numerics) {
        List<Parent> parents = Stream.of(first, second)
                .map(source -> new Parent(
                        new ModelReference(source.name(), Place.of("r.yaml")), source, Path.of(source.name())))
                .toList();
        PlannedTensor tensor =
                new PlannedTensor("w", new TensorSource.Header(written, Shape.of(A.length)), operation, null);
        MergePlan plan = new MergePlan(parents, List.of(tensor), JsonNodeFactory.instance.objectNode(), List.of());
        return new MergedTensors("merge", plan, numerics, Strictness.STRICT, new Angles()).tangents();
    }

    private static Input input(int parent) {
        return new Input(parent, "w", ElementType.F32, new Rows.All());
    }

    private static Operation.Slerp slerp(double t) {
        return new Operation.Slerp(input(0), input(1), t);
    }

    private static Operation.Linear linear(boolean normalize, Double... weights) {
        List<Input> inputs = Stream.of(0, 1, 0)
                .limit(weights.length)
                .map(TangentsTest::input)
                .toList();
        return new Operation.Linear(inputs, List.of(weights), normalize, ElementType.F32);
    }

    private static float[] read(Tangents tangents) {
        MemorySegment target = Arena.ofAuto()
                .allocate(requireNonNull(tangents.headers().get("w")).bytes());
        tangents.read("w", target);
        return Floats.of(Operand.of(ElementType.F32, target));
    }

    private static float[] difference(float[] b, double factor) {
        float[] difference = new float[A.length];
        for (int i = 0; i < A.length; i++) {
            difference[i] = (float) factor * b[i] - (float) factor * A[i];
        }
        return difference;
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.3, 0, 0.25, 0.5, 1, 1.4})
    @DisplayName("of SLERP are what the factors' central differences give, times the parents")
    void spherical(double t) {
        double cosine = Angle.exact(Floats.operand(A), Floats.operand(B)).cosine();
        double step = 1e-5;
        Blend after = Blend.spherical(cosine, t + step);
        Blend before = Blend.spherical(cosine, t - step);
        for (Numerics numerics : Numerics.values()) {
            float[] tangent = read(tangents(slerp(t), ElementType.F32, numerics));
            for (int i = 0; i < A.length; i++) {
                double expected = ((after.first() - before.first()) * A[i] + (after.second() - before.second()) * B[i])
                        / (2 * step);
                assertThat((double) tangent[i]).isCloseTo(expected, within(2e-6));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("of almost collinear tensors are their difference")
    void collinear(Numerics numerics) {
        float[] longer = new float[A.length];
        for (int i = 0; i < A.length; i++) {
            longer[i] = 1.5f * A[i];
        }
        second.with("w", ElementType.F32, longer);
        assertThat(read(tangents(slerp(0.3), ElementType.F32, numerics))).isEqualTo(difference(longer, 1));
    }

    @Test
    @DisplayName("are float32 whatever the merge is rounded to")
    void unrounded() {
        assertThat(read(tangents(slerp(0.3), ElementType.BF16, Numerics.EXACT)))
                .isEqualTo(read(tangents(slerp(0.3), ElementType.F32, Numerics.EXACT)));
    }

    @Test
    @DisplayName("of a weighted mean of two are their difference, times the weights' sum where it is not divided by it")
    void mean() {
        Tangents normalized = tangents(linear(true, 3.0, 1.0), ElementType.F32, Numerics.EXACT);
        assertThat(normalized.schedule()).containsExactly(entry("w", 0.25));
        assertThat(read(normalized)).isEqualTo(difference(B, 1));
        Tangents summed = tangents(linear(false, 3.0, 1.0), ElementType.F32, Numerics.EXACT);
        assertThat(summed.schedule()).containsExactly(entry("w", 0.25));
        assertThat(read(summed)).isEqualTo(difference(B, 4));
    }

    @Test
    @DisplayName("know the t of every tensor, and none of a copy or of a mean of three")
    void schedule() {
        assertThat(tangents(slerp(0.3), ElementType.F32, Numerics.EXACT).schedule())
                .containsExactly(entry("w", 0.3));
        for (Operation without : List.of(
                new Operation.Copy(input(0)),
                new Operation.Passthrough(input(0), 2.0),
                linear(true, 1.0, 1.0, 1.0),
                linear(false, 1.0, -1.0))) {
            assertThat(tangents(without, ElementType.F32, Numerics.EXACT).headers())
                    .isEmpty();
        }
    }
}
