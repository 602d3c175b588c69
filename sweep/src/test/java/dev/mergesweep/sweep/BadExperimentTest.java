package dev.mergesweep.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mergesweep.merger.yaml.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person is told of a wrong experiment: the whole text. */
class BadExperimentTest {
    private static final String GOOD = """
            merge:
              merge_method: slerp
              base_model: a
              models: [{model: a}, {model: b}]
              parameters: {t: "${t}"}
            evaluate:
              domains: [{file: texts.jsonl}]
            """;

    @TempDir
    private Path folder;

    private String told(String yaml) throws IOException {
        Path file = folder.resolve("e.yaml");
        Files.writeString(file, yaml);
        try {
            Experiment.read(file);
            return "";
        } catch (InputException e) {
            return e.getMessage().replace(folder + "/", "");
        }
    }

    @Nested
    class Holes {
        @Test
        @DisplayName("a hole without an axis, where there is none at all")
        void noAxis() throws IOException {
            assertThat(told(GOOD)).isEqualTo("e.yaml:5: merge: ${t} has no axis. Add axes: {t: [0, 0.5, 1]}");
        }

        @Test
        @DisplayName("a hole without an axis and an axis without a hole, both in one go")
        void both() throws IOException {
            assertThat(told(GOOD + "axes: {tt: [0, 1]}\n")).isEqualTo("""
                            e.yaml:5: merge: ${t} has no axis. Axes are tt
                            e.yaml:8: axes.tt: fills no hole. Write ${tt} where its values belong, or remove the axis""");
        }

        @Test
        @DisplayName("an axis whose values lead back to it")
        void circle() throws IOException {
            assertThat(told(GOOD + "axes: {t: [\"${u}\"], u: [\"${t}\"]}\n")).isEqualTo("""
                            e.yaml:8: axes.t: fills itself. Remove the hole from its values
                            e.yaml:8: axes.u: fills itself. Remove the hole from its values""");
        }
    }

    @Nested
    class Axes {
        @Test
        @DisplayName("an axis without values, an empty value, an empty gradient, a value twice")
        void values() throws IOException {
            assertThat(told(GOOD + "axes:\n  t: []\n"))
                    .isEqualTo("e.yaml:9: axes.t: has no values. Give at least one, or leave the axis out");
            assertThat(told(GOOD + "axes:\n  t: [0, ~, [], 1.0, 1]\n")).isEqualTo("""
                            e.yaml:9: axes.t[1]: is empty. Give a number, a text or a list
                            e.yaml:9: axes.t[2]: is an empty list. A gradient needs at least one value
                            e.yaml:9: axes.t[4]: 1 stands here twice. Remove one""");
        }

        @Test
        @DisplayName("a range with count and step, without an end, with a step that leads away")
        void ranges() throws IOException {
            assertThat(told(GOOD + "axes:\n  t: {from: 0, to: 1, count: 3, step: 0.5}\n"))
                    .isEqualTo("e.yaml:9: axes.t.count: stands beside step. Give one of the two");
            assertThat(told(GOOD + "axes:\n  t: {from: 0, count: 3}\n"))
                    .isEqualTo("e.yaml:9: axes.t.to: is missing. A range needs from and to");
            assertThat(told(GOOD + "axes:\n  t: {from: 0, to: 1, step: -0.1}\n"))
                    .isEqualTo("e.yaml:9: axes.t.step: expected a number that leads from 0 to 1");
        }

        @Test
        @DisplayName("a range without steps on a grid, and a list for an optimiser")
        void search() throws IOException {
            assertThat(told(GOOD + "axes:\n  t: {from: 0, to: 1}\n"))
                    .isEqualTo("e.yaml:9: axes.t: has no steps, which search method grid needs. Add count or step");
            assertThat(told(GOOD + "axes:\n  t: [0, 1]\nsearch: {method: bobyqa}\n"))
                    .isEqualTo("""
                            e.yaml:9: axes.t: is no range, which search method bobyqa needs. Write {from: 0, to: 1}
                            e.yaml:10: search.method: bobyqa needs one template and at least two axes. Use sobol or grid""");
        }

        @Test
        @DisplayName("a constraint that is no comparison, or names no axis")
        void constraints() throws IOException {
            assertThat(told(GOOD + "axes: {t: [0, 1]}\nwhen: [t, \"x < 1\"]\n")).isEqualTo("""
                            e.yaml:9: when: expected a comparison, found "t". For example "mlp >= attention"
                            e.yaml:9: when: "x < 1" names no axis""");
        }

        @Test
        @DisplayName("a constraint that asks which is larger of what is no number, which would leave it out in silence")
        void order() throws IOException {
            assertThat(told(GOOD + "axes: {t: [0.5, [0, 1]]}\nwhen: [\"t <= 1\", \"t != 1\"]\n"))
                    .isEqualTo(
                            "e.yaml:9: when: \"t <= 1\" compares t, whose value [0,1] is no number. Compare numbers, or use"
                                    + " == or !=");
        }
    }

    @Nested
    class Keys {
        @Test
        @DisplayName("unknown keys at every level, each with its line, all at once")
        void unknown() throws IOException {
            assertThat(told(GOOD.replace("{file: texts.jsonl}", "{fil: texts.jsonl}")
                            + "axes: {t: [0]}\nrase: false\nrank: {bye: x}\n"))
                    .isEqualTo("""
                            e.yaml:9: rase: there is no such key. Did you mean race?
                            e.yaml:7: evaluate.domains[0].fil: there is no such key. Did you mean file?
                            e.yaml:7: evaluate.domains[0].file: is missing. Name a file with texts: plain text, JSONL or Parquet
                            e.yaml:10: rank.bye: there is no such key. Did you mean by?""");
        }

        @Test
        @DisplayName("values that are no such thing")
        void values() throws IOException {
            assertThat(told(GOOD + """
                    axes: {t: [0]}
                    search: {method: gird, seed: -1}
                    race: {rungs: 0, error: 2, margin: x}
                    rank: {by: perplexity, finalists: many}
                    """)).isEqualTo("""
                            e.yaml:9: search.method: "gird" is not known. Use grid, random, sobol, one-at-a-time, neighbours, cma-es, bobyqa, map or descent
                            e.yaml:9: search.seed: expected a whole number of at least 0, found "-1"
                            e.yaml:10: race.rungs: expected a whole number of at least 1, found "0"
                            e.yaml:10: race.error: expected a chance above 0, at most 0.5, found "2"
                            e.yaml:10: race.margin: expected a share such as 0.1%, found "x"
                            e.yaml:11: rank.by: "perplexity" is not known. Use mean-log-perplexity or bits-per-byte
                            e.yaml:11: rank.finalists: expected a whole number of at least 1, found "many\"""");
        }

        @Test
        @DisplayName("a protocol that does not fit itself, a share of everything, two domains of one name")
        void evaluate() throws IOException {
            assertThat(told("""
                    merge: {merge_method: slerp}
                    evaluate:
                      protocol: {name: stream, context: 64, stride: 32}
                      confirm: 1
                      domains: [{file: a.txt}, {name: a, file: b.txt, weight: -1}]
                    """)).isEqualTo("""
                            e.yaml:3: evaluate.protocol: Protocol stream has disjoint windows, but a stride of 32 is given. Leave it out, or use documents or strided
                            e.yaml:5: evaluate.domains[1].weight: expected a number of at least 0, found "-1"
                            e.yaml:5: evaluate.domains[1].name: "a" is there twice. Give every domain a name of its own
                            e.yaml:4: evaluate.confirm: expected a share from 0 to less than 1, found "1\"""");
        }

        @Test
        @DisplayName("two checkpoints of one name, or with a baseline's")
        void names() throws IOException {
            assertThat(told("""
                    candidates: [{checkpoint: a}, {checkpoint: b, name: a}, {checkpoint: c, name: parent-0}]
                    evaluate: {domains: [{file: texts.jsonl}]}
                    rank: {against: a}
                    """)).isEqualTo("""
                            e.yaml:1: candidates[1].name: "a" is there twice, or is a baseline's name. Give every candidate a name of its own
                            e.yaml:1: candidates[2].name: "parent-0" is there twice, or is a baseline's name. Give every candidate a name of its own""");
        }

        @Test
        @DisplayName("a floor for a domain that is not there")
        void floors() throws IOException {
            assertThat(told(GOOD + "axes: {t: [0]}\nrank: {floors: {text: 1%}}\n"))
                    .isEqualTo("e.yaml:9: rank.floors.text: there is no such key. Did you mean texts?");
        }

        @Test
        @DisplayName("nothing to merge and nothing to read")
        void nothing() throws IOException {
            assertThat(told("name: x\n")).isEqualTo("""
                            e.yaml:1: merge: is missing. Write a mergekit recipe under merge, or name recipes or candidates
                            e.yaml:1: evaluate.domains: is missing. Name at least one file with texts: domains: [{name: ..., file: ...}]""");
        }
    }

    /** Told when the file is read, not when everything is scored. */
    @Nested
    class Against {
        private String against(String name) throws IOException {
            return told(GOOD + "axes: {t: [0]}\nrank:\n  against: " + name + "\n");
        }

        @Test
        @DisplayName("a name that no candidate can have, near one that is there and near none")
        void unknown() throws IOException {
            assertThat(against("parent-7"))
                    .isEqualTo("e.yaml:10: rank.against: no candidate is called \"parent-7\". Did you mean parent-0?"
                            + " There are: best-parent, parent-0, parent-1, uniform-0.5 and the ids of candidates");
            assertThat(against("the first"))
                    .isEqualTo("e.yaml:10: rank.against: no candidate is called \"the first\". There are: best-parent,"
                            + " parent-0, parent-1, uniform-0.5 and the ids of candidates");
        }

        @Test
        @DisplayName("a beginning of several names")
        void ambiguous() throws IOException {
            assertThat(against("parent"))
                    .isEqualTo("e.yaml:10: rank.against: \"parent\" may be any of parent-0, parent-1."
                            + " Write more of the one you mean");
        }

        @Test
        @DisplayName("the merge half way, which a method without t does not have")
        void halfWay() throws IOException {
            assertThat(told(GOOD.replace("slerp", "linear") + "axes: {t: [0]}\nrank: {against: uniform-0.5}\n"))
                    .isEqualTo("e.yaml:9: rank.against: no candidate is called \"uniform-0.5\". There are: best-parent,"
                            + " parent-0, parent-1 and the ids of candidates");
        }

        @Test
        @DisplayName("where there are checkpoints only, what is none of them")
        void checkpoints() throws IOException {
            assertThat(told("""
                    candidates: [{checkpoint: models/a, name: old}, {checkpoint: models/b, name: new}]
                    evaluate: {domains: [{file: texts.jsonl}]}
                    rank: {against: c0ffee}
                    """))
                    .isEqualTo("e.yaml:3: rank.against: no candidate is called \"c0ffee\". There are: old, new");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "rank: {finalists: 3}\n", "rank: {against: best-parent}\n"})
        @DisplayName("where there are checkpoints only, the best parent, also where nothing else is said")
        void noParents(String rank) throws IOException {
            assertThat(told("""
                    candidates: [{checkpoint: models/a, name: old}, {checkpoint: models/b, name: new}]
                    evaluate: {domains: [{file: texts.jsonl}]}
                    """ + rank))
                    .isEqualTo("e.yaml:%d: rank.against: without a recipe there is no best parent to compare with."
                                    .formatted(rank.isEmpty() ? 1 : 3)
                            + " Name a candidate: old, new");
        }

        @ParameterizedTest
        @ValueSource(strings = {"best-parent", "parent-0", "parent-1", "uniform-0.5", "uni", "c0ffee123456", "c0f"})
        @DisplayName("names, beginnings of one and what may be the id of a candidate that a search finds are taken")
        void known(String name) throws IOException {
            assertThat(against(name)).isEmpty();
        }
    }
}
