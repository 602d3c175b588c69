package dev.mergesweep.sweep.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mergesweep.merger.yaml.Place;
import dev.mergesweep.merger.yaml.YamlNode.Scalar;
import dev.mergesweep.sweep.learn.Bowl;
import dev.mergesweep.sweep.learn.DiagonalMap;
import dev.mergesweep.sweep.learn.Learning;
import dev.mergesweep.sweep.learn.Prediction;
import dev.mergesweep.sweep.learn.SlopeTable;
import dev.mergesweep.sweep.learn.Step;
import dev.mergesweep.sweep.space.Axis;
import dev.mergesweep.sweep.space.Learned;
import dev.mergesweep.sweep.space.Learned.Rule;
import dev.mergesweep.sweep.space.Point;
import dev.mergesweep.sweep.space.Proposal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Searches that follow slopes, on a bowl. */
class LearningSearchTest {
    private static final Place PLACE = Place.of("test");
    private static final Point RECIPE = new Point(0, new LinkedHashMap<>());

    /** Pieces of texts whose slopes differ by noise; the bowl's own curvature is not quite what the map believes. */
    private static final class Land implements Landscape {
        private final Bowl bowl;
        private final double error;
        private final List<Step> steps = new ArrayList<>();
        private double cost;

        Land(double error) {
            SequencedMap<String, Double> best = new LinkedHashMap<>();
            Map<String, Double> curvature = new LinkedHashMap<>();
            Random random = new Random(2);
            for (int layer = 0; layer < 11; layer++) {
                for (String part : List.of("self_attn.q_proj.weight", "mlp.up_proj.weight", "input_layernorm.weight")) {
                    String tensor = "model.layers." + layer + "." + part;
                    best.put(tensor, random.nextDouble());
                    curvature.put(tensor, part.contains("norm") ? 0 : 0.2 + random.nextDouble());
                }
            }
            this.bowl = new Bowl(best, curvature, 0.5);
            this.error = error;
        }

        @Override
        public DiagonalMap map() {
            cost += mapCost();
            return bowl.map(error);
        }

        @Override
        public double mapCost() {
            return 9;
        }

        @Override
        public Map<String, Double> factors() {
            return Bowl.FACTORS;
        }

        @Override
        public int pieces() {
            return 20;
        }

        @Override
        public double share(List<Integer> pieces) {
            return pieces.size() / 20.0;
        }

        @Override
        public SlopeTable slopes(List<Rule> rules, List<Integer> pieces) {
            cost += COST * share(pieces);
            return bowl.slopes(plain(rules), error);
        }

        private Map<String, Double> plain(List<Rule> rules) {
            Map<String, Double> plain = new LinkedHashMap<>();
            schedule(rules).forEach((tensor, t) -> plain.put(tensor, t == null ? 0 : t));
            return plain;
        }

        double value(Learned learned) {
            return bowl.value(plain(learned.rules()));
        }

        @Override
        public SequencedMap<String, @Nullable Double> schedule(List<Rule> rules) {
            SequencedMap<String, @Nullable Double> schedule = new LinkedHashMap<>();
            for (String tensor : bowl.best().keySet()) {
                Rule first = rules.stream()
                        .filter(rule -> tensor.contains(rule.filter()))
                        .findFirst()
                        .orElseThrow();
                schedule.put(tensor, first.values().getFirst());
            }
            return schedule;
        }

        @Override
        public boolean isVector(String tensor) {
            return tensor.contains("norm");
        }

        @Override
        public Stream<Predicted> predicted(DiagonalMap map, Map<Point, Double> measured) {
            return IntStream.range(0, 1000)
                    .mapToObj(i -> new Predicted(point(i), new Prediction(measured(i) + 1e-4 * Math.sin(i), 2e-4)));
        }

        @Override
        public void note(Step step) {
            steps.add(step);
        }
    }

    private static Point point(int i) {
        SequencedMap<String, Axis.Value> values = new LinkedHashMap<>();
        values.put("i", new Axis.Value(Scalar.number(PLACE, i)));
        return new Point(0, values);
    }

    /** Best at 613. */
    private static double measured(int i) {
        return 2 + Math.pow((i - 613) / 1000.0, 2);
    }

    private static double measured(Proposal proposal) {
        return measured(proposal.axes().firstEntry().getValue().asInt());
    }

    private static List<Learned> descended(Land land, long budget) {
        Search search = new Search(PLACE, Search.Method.DESCENT, 7, Search.Budget.NONE, Learning.DEFAULT);
        List<Learned> found = new ArrayList<>();
        try (Proposer proposer = new Descent(land, search, RECIPE, budget)) {
            assertThat(proposer.next(_ -> 0).equals(List.of(RECIPE))).isTrue();
            proposer.next(_ -> 0).forEach(proposal -> found.add((Learned) proposal));
            assertThat(proposer.next(_ -> 0)).isEmpty();
        }
        return found;
    }

    @Test
    @DisplayName("descent ends at the bottom, or beside it where it had to be short")
    void bottom() {
        Land land = new Land(1e-6);
        List<Learned> found = descended(land, 40);
        assertThat(found)
                .extracting(Learned::name)
                .containsExactly(
                        "descent, per-tensor",
                        "optimum of the map, per-tensor",
                        "one t per module type",
                        "8 tensors and one t for the rest",
                        "filters with gradients");
        assertThat(land.value(found.getFirst())).isLessThan(2 + 1e-5);
        assertThat(land.value(found.get(1))).isLessThan(2 + 1e-5);
        assertThat(land.value(found.get(3))).isBetween(2 + 1e-3, land.bowl.value(uniform(land)));
    }

    private static Map<String, Double> uniform(Land land) {
        Map<String, Double> uniform = new LinkedHashMap<>();
        land.bowl.best().keySet().forEach(tensor -> uniform.put(tensor, 0.5));
        return uniform;
    }

    @Test
    @DisplayName("descent keeps its budget, and walks the same way twice")
    void budget() {
        Land first = new Land(0.01);
        List<Learned> found = descended(first, 20);
        assertThat(first.cost + found.size()).isLessThanOrEqualTo(20 + 1e-9).isGreaterThan(15);
        Land second = new Land(0.01);
        assertThat(descended(second, 20)).isEqualTo(found);
        assertThat(second.steps).isEqualTo(first.steps).hasSizeGreaterThan(1);
    }

    @Test
    @DisplayName("norms without a clear slope stay where they start")
    void norms() {
        Land land = new Land(0.05);
        land.schedule(descended(land, 30).getFirst().rules()).forEach((tensor, t) -> {
            if (land.isVector(tensor)) {
                assertThat(t).isEqualTo(0.5);
            }
        });
    }

    @Test
    @DisplayName("map scores the few that may be the best, from the best predicted on, and finds it")
    void few() {
        List<Proposal> asked = new ArrayList<>();
        try (Proposer proposer = new MapSearch(new Land(0), 1000)) {
            assertThat(proposer.next(LearningSearchTest::measured)).isEmpty();
            List<? extends Proposal> batch = proposer.next(LearningSearchTest::measured);
            while (!batch.isEmpty()) {
                asked.addAll(batch);
                batch = proposer.next(LearningSearchTest::measured);
            }
        }
        assertThat(asked).contains(point(613)).doesNotHaveDuplicates().hasSizeLessThan(50);
    }
}
