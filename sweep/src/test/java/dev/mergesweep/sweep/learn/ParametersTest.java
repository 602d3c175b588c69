package dev.mergesweep.sweep.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.mergesweep.merger.plan.TensorName;
import dev.mergesweep.sweep.learn.Parameters.Sharing;
import dev.mergesweep.sweep.space.Learned;
import dev.mergesweep.sweep.space.Learned.Rule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ParametersTest {
    private static final int LAYERS = 12;
    private static final List<String> TENSORS = tensors();

    /** Names that are parts of others: layers 1 and 11, proj in q_proj, the final norm in those of layers. */
    private static List<String> tensors() {
        List<String> tensors = new ArrayList<>(List.of("model.embed_tokens.weight", "norm.weight"));
        for (int layer = 0; layer < LAYERS; layer++) {
            for (String part : List.of(
                    "self_attn.proj.weight",
                    "self_attn.q_proj.weight",
                    "self_attn.q_proj.bias",
                    "mlp.up.weight",
                    "input_norm.weight")) {
                tensors.add("model.layers." + layer + "." + part);
            }
        }
        return tensors;
    }

    /** As mergekit reads a list of t: the first filter that is part of the name, gradients over the layers. */
    private static SequencedMap<String, @Nullable Double> schedule(List<Rule> rules) {
        SequencedMap<String, @Nullable Double> schedule = new LinkedHashMap<>();
        for (String tensor : TENSORS) {
            for (Rule rule : rules) {
                if (tensor.contains(rule.filter())) {
                    int layer = Math.max(0, TensorName.of(tensor).layer());
                    double place = layer * (rule.values().size() - 1.0) / (LAYERS - 1);
                    int below = Math.min((int) place, Math.max(0, rule.values().size() - 2));
                    double rest = place - below;
                    double low = rule.values().get(below);
                    double high =
                            rule.values().get(Math.min(below + 1, rule.values().size() - 1));
                    schedule.put(tensor, (1 - rest) * low + rest * high);
                    break;
                }
            }
        }
        return schedule;
    }

    @ParameterizedTest
    @EnumSource(Sharing.class)
    @DisplayName("give every tensor the t that its number says, whatever names are parts of others")
    void linear(Sharing sharing) {
        LinearSchedule linear = new LinearSchedule(Parameters.of(sharing, TENSORS), ParametersTest::schedule);
        double[] numbers = new Random(3).doubles(linear.size()).toArray();
        Map<String, Double> asked = linear.schedule(numbers);
        assertThat(asked).containsOnlyKeys(TENSORS);
        schedule(linear.parameters().rules(numbers))
                .forEach((tensor, t) ->
                        assertThat(asked.get(tensor)).as(tensor).isCloseTo(Objects.requireNonNull(t), within(1e-12)));
        int expected = switch (sharing) {
            case PER_TENSOR -> TENSORS.size();
            case PER_LAYER_AND_FILTER -> 2 + 3 * LAYERS;
            case PER_LAYER -> 2 + LAYERS;
            case PER_MODULE -> 2 + 4;
            case GRADIENT_POINTS -> 2 + 5 + 5 + 1;
        };
        assertThat(linear.size()).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource(Sharing.class)
    @DisplayName("the best numbers on a map are those of the bowl that shares them, as far as the bounds allow")
    void optimum(Sharing sharing) {
        LinearSchedule linear = new LinearSchedule(Parameters.of(sharing, TENSORS), ParametersTest::schedule);
        double[] wanted = new Random(4)
                .doubles(linear.size())
                .map(t -> 1.4 * t - 0.2)
                .map(t -> Math.rint(1000 * t) / 1000)
                .toArray();
        SequencedMap<String, Double> best = linear.schedule(wanted);
        Map<String, Double> curvature = new LinkedHashMap<>();
        TENSORS.forEach(tensor -> curvature.put(tensor, 1.0 + tensor.length() % 7));
        DiagonalMap map = new Bowl(best, curvature).map(0);
        double[] start = new double[wanted.length];
        double[] free = new MapOptimum(linear, map.curves(), new Bounds(-0.5, 1.5), 1).from(start, 0);
        assertThat(free).containsExactly(wanted, within(sharing == Sharing.GRADIENT_POINTS ? 0.03 : 1e-9));
        double[] bound = new MapOptimum(linear, map.curves(), new Bounds(0, 1), 1).from(start, 0);
        assertThat(Arrays.stream(bound).boxed()).allMatch(t -> t >= 0 && t <= 1);
    }

    @Test
    @DisplayName("shorter recipes: the tensors that matter keep their t, the rest has one")
    void few() {
        SequencedMap<String, Double> learned = new LinkedHashMap<>();
        TENSORS.forEach(tensor -> learned.put(tensor, 0.5));
        learned.put("model.layers.1.mlp.up.weight", 0.9);
        learned.put("norm.weight", 0.1);
        Map<String, Double> curvature = new LinkedHashMap<>();
        TENSORS.forEach(tensor -> curvature.put(tensor, 1.0));
        DiagonalMap map = new Bowl(learned, curvature).map(0);
        Learned few = new Simplified(learned, map.curves(), new Bounds(0, 1)).few();
        assertThat(few.rules()).last().isEqualTo(Rule.of("", 0.5));
        assertThat(schedule(few.rules())).isEqualTo(learned);
    }
}
