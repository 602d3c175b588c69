package dev.mergesweep.sweep.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mergesweep.merger.yaml.InputException;
import dev.mergesweep.merger.yaml.Problems;
import dev.mergesweep.merger.yaml.Strictness;
import dev.mergesweep.merger.yaml.YamlReader;
import dev.mergesweep.merger.yaml.YamlWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateTest {
    private static final int LAYERS = 6;

    private static Space space(String yaml) {
        Problems problems = new Problems();
        Section section = Section.of(YamlReader.parse(yaml, "e.yaml", problems, Strictness.STRICT), "", problems);
        Space space = new SpaceReader(section, Path.of("")).read(List.of());
        problems.throwIfAny();
        return space;
    }

    /** The recipes of all points, as YAML. */
    private static List<String> filled(String yaml) {
        Space space = space(yaml);
        return space.points()
                .map(point -> space.templates().get(point.template()).fill(point.nodes(), () -> LAYERS))
                .map(recipe -> YamlWriter.write(recipe).strip())
                .toList();
    }

    @Test
    @DisplayName("a hole that is a whole value keeps its type, one inside a text becomes text")
    void types() {
        assertThat(filled("merge: {t: \"${x}\", model: \"models/b-${x}\"}\naxes: {x: [1, 0.5, [0, 1], late]}\n"))
                .containsExactly(
                        "t: 1\nmodel: models/b-1",
                        "t: 0.5\nmodel: models/b-0.5",
                        "t: [0, 1]\nmodel: \"models/b-[0,1]\"",
                        "t: late\nmodel: models/b-late");
    }

    @Test
    @DisplayName("steps and counts give the decimals that a person would write")
    void decimals() {
        assertThat(filled("merge: {t: \"${x}\"}\naxes: {x: {from: 0, to: 0.5, step: 0.1}}\n"))
                .containsExactly("t: 0.0", "t: 0.1", "t: 0.2", "t: 0.3", "t: 0.4", "t: 0.5");
        assertThat(filled("merge: {t: \"${x}\"}\naxes: {x: {from: 1, to: 0, count: 3}}\n"))
                .containsExactly("t: 1.0", "t: 0.5", "t: 0.0");
    }

    @Test
    @DisplayName("an entry with several filters becomes several entries")
    void filters() {
        assertThat(filled(
                        "merge: {t: [{filter: \"${f}\", value: 1}, {value: 0}]}\naxes: {f: [mlp, [q_proj, k_proj]]}\n"))
                .containsExactly(
                        "t:\n  - filter: mlp\n    value: 1\n  - value: 0",
                        "t:\n  - filter: q_proj\n    value: 1\n  - filter: k_proj\n    value: 1\n  - value: 0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{layers: 3}|layers.3.",
                "{layers: 3.0}|layers.3.",
                "{layers: 1-2}|layers.1. layers.2.",
                "{layers: first-half}|layers.0. layers.1. layers.2.",
                "{layers: last-half, part: mlp}|layers.3.mlp layers.4.mlp layers.5.mlp",
                "{layers: odd}|layers.1. layers.3. layers.5.",
            })
    @DisplayName("a set of layers becomes mergekit's filters")
    void layers(String set, String filters) {
        String recipe = filled("merge: {t: [{filter: \"${f}\", value: 1}]}\naxes: {f: [%s]}\n".formatted(set))
                .getFirst();
        assertThat(recipe.lines().filter(line -> line.contains("filter")).map(line -> line.replaceAll(".*: ", "")))
                .containsExactly(filters.split(" "));
    }

    @Test
    @DisplayName("layers that are not there are refused, with those that are")
    void layersBeyond() {
        assertThatThrownBy(() -> filled("merge: {t: [{filter: {layers: 4-6}, value: 1}]}\n"))
                .isInstanceOf(InputException.class)
                .hasMessage("e.yaml:1: layers 4-6 do not lie in 0-5. Both ends count, from the first layer, 0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "constant|0.5",
                "ramp-up|[0.2, 0.8]",
                "ramp-down|[0.8, 0.2]",
                "v|[0.8, 0.2, 0.8]",
                "inverse-v|[0.2, 0.8, 0.2]"
            })
    @DisplayName("a shape with its end values becomes a gradient")
    void shapes(String shape, String gradient) {
        assertThat(filled("merge: {t: {shape: \"${s}\", low: \"${l}\", high: 0.8}}\naxes: {s: [%s], l: [0.2]}\n"
                        .formatted(shape)))
                .containsExactly("t: " + gradient);
    }

    @Test
    @DisplayName("constraints compare sums of axes, numbers and texts")
    void constraints() {
        String axes = "axes: {a: [0, 0.5, 1], b: [0, 0.5, 1], c: [x, y]}\n";
        String merge = "merge: {t: \"${a} ${b} ${c}\"}\n";
        assertThat(filled(merge + axes + "when: [\"a + 0.5 <= b\", \"c != y\"]\n"))
                .containsExactly("t: \"0 0.5 x\"", "t: \"0 1 x\"", "t: \"0.5 1 x\"");
    }

    @Test
    @DisplayName("several templates are expanded over the axes that each of them uses")
    void templates() {
        assertThat(filled("merge: [{t: \"${a}\"}, {u: \"${b}\"}]\naxes: {a: [1, 2], b: [3]}\n"))
                .containsExactly("t: 1", "t: 2", "u: 3");
    }
}
