package dev.mergesweep.sweep.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mergesweep.merger.yaml.Place;
import dev.mergesweep.merger.yaml.Problems;
import dev.mergesweep.merger.yaml.Strictness;
import dev.mergesweep.merger.yaml.YamlReader;
import dev.mergesweep.sweep.learn.Learning;
import dev.mergesweep.sweep.search.Search.Budget;
import dev.mergesweep.sweep.space.Point;
import dev.mergesweep.sweep.space.Proposal;
import dev.mergesweep.sweep.space.Section;
import dev.mergesweep.sweep.space.Space;
import dev.mergesweep.sweep.space.SpaceReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProposersTest {
    private static final String STEPS = """
            merge: {a: "${x}", b: "${y}"}
            axes: {x: {from: 0, to: 1, count: 11}, y: {from: 0, to: 1, count: 11}}
            """;
    private static final String RANGES = """
            merge: {a: "${x}", b: "${y}"}
            axes: {x: {from: 0, to: 1}, y: {from: -1, to: 1}}
            """;

    private static Space space(String yaml) {
        Problems problems = new Problems();
        Section section = Section.of(YamlReader.parse(yaml, "e.yaml", problems, Strictness.STRICT), "", problems);
        Space space = new SpaceReader(section, Path.of("")).read(List.of());
        problems.throwIfAny();
        return space;
    }

    private static Search search(Search.Method method, long seed) {
        return Search.of(Place.of("e.yaml"), method.word(), seed, Budget.NONE, Learning.DEFAULT);
    }

    private static double number(Point point, String axis) {
        return point.axes().get(axis).doubleValue();
    }

    /** A bowl with its bottom at x = 0.7, y = 0.2. */
    private static double bowl(Proposal proposal) {
        Point point = (Point) proposal;
        if (!point.values().containsKey("y")) {
            return 1;
        }
        double x = number(point, "x") - 0.7;
        double y = number(point, "y") - 0.2;
        return 1 + x * x + 2 * y * y;
    }

    private static Landscape noSlopes() {
        throw new IllegalStateException("nobody here follows slopes");
    }

    private static List<Point> trace(Search search, Space space, long most) {
        List<Point> trace = new ArrayList<>();
        try (Proposer proposer = Proposers.of(search, space, most, ProposersTest::noSlopes)) {
            List<? extends Proposal> batch;
            while (!(batch = proposer.next(ProposersTest::bowl)).isEmpty()) {
                batch.forEach(proposal -> trace.add((Point) proposal));
            }
            assertThat(proposer.next(ProposersTest::bowl)).isEmpty();
        }
        return trace;
    }

    private static Space fitting(Search.Method method) {
        return switch (method) {
            case GRID, ONE_AT_A_TIME, NEIGHBOURS, RANDOM -> space(STEPS);
            case SOBOL, CMA_ES, BOBYQA -> space(RANGES);
            case MAP, DESCENT -> throw new IllegalArgumentException(method.word());
        };
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"MAP", "DESCENT"})
    @DisplayName("takes the same way every time, asks for nothing twice, and keeps to its budget")
    void sameWay(Search.Method method) {
        List<Point> trace = trace(search(method, 3), fitting(method), 20);
        assertThat(trace(search(method, 3), fitting(method), 20)).isEqualTo(trace);
        assertThat(trace).hasSizeBetween(1, 20);
        assertThat(new HashSet<>(trace)).hasSameSizeAs(trace);
    }

    @ParameterizedTest
    @EnumSource(names = {"RANDOM", "SOBOL", "CMA_ES"})
    @DisplayName("takes another way with another seed")
    void otherSeed(Search.Method method) {
        assertThat(trace(search(method, 4), fitting(method), 20))
                .isNotEqualTo(trace(search(method, 3), fitting(method), 20));
    }

    @ParameterizedTest
    @EnumSource(names = {"NEIGHBOURS", "CMA_ES", "BOBYQA"})
    @DisplayName("finds the bottom of a bowl")
    void findsTheBottom(Search.Method method) {
        List<Point> trace = trace(search(method, 1), fitting(method), 200);
        double best = trace.stream().mapToDouble(ProposersTest::bowl).min().orElseThrow();
        assertThat(best).isLessThan(1.001);
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"MAP", "DESCENT"})
    @DisplayName("asks for no point that the constraints leave out")
    void constraints(Search.Method method) {
        Space space = space((method == Search.Method.CMA_ES || method == Search.Method.BOBYQA ? RANGES : STEPS)
                + "when: \"x + y <= 0.9\"\n");
        assertThat(trace(search(method, 3), space, 30))
                .isNotEmpty()
                .allMatch(point -> number(point, "x") + number(point, "y") <= 0.9);
    }

    @Nested
    class OneAtATime {
        @Test
        @DisplayName("is the first value of every axis, then each other value of one axis at a time")
        void each() {
            Space space = space("merge: {a: \"${x}\", b: \"${y}\"}\naxes: {x: [0, 1, 2], y: [5, 6]}\n");
            assertThat(trace(search(Search.Method.ONE_AT_A_TIME, 0), space, Long.MAX_VALUE))
                    .extracting(Point::toString)
                    .containsExactly("x=0 y=5", "x=1 y=5", "x=2 y=5", "x=0 y=6");
        }
    }

    @Nested
    class Drawing {
        @ParameterizedTest
        @ValueSource(strings = {"random", "sobol"})
        @DisplayName("ends when a small space is exhausted")
        void exhausted(String word) {
            Space space = space("merge: {a: \"${x}\"}\naxes: {x: [0, 1, 2]}\n");
            Search search = Search.of(Place.of("e.yaml"), word, 0, Budget.NONE, Learning.DEFAULT);
            assertThat(trace(search, space, 10)).hasSize(3);
        }

        @Test
        @DisplayName("a Sobol sequence fills halves evenly")
        void even() {
            List<Point> trace = trace(search(Search.Method.SOBOL, 0), space(RANGES), 16);
            assertThat(trace).filteredOn(point -> number(point, "x") < 0.5).hasSizeBetween(7, 9);
        }
    }
}
