package dev.mergesweep.merger.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlReaderTest {
    private final Problems problems = new Problems();

    private YamlNode parse(String text) {
        return YamlReader.parse(text, "x.yaml", problems, Strictness.STRICT);
    }

    /** The right column was printed by PyYAML 6.0.3: {@code yaml.safe_load}. */
    @Nested
    @DisplayName("Scalars are typed as PyYAML types them:")
    class Scalars {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "3e-1",
                    "1e5",
                    "08",
                    "0o17",
                    "1_000.5.1",
                    "- 1",
                    "y",
                    "n",
                    "TrUe",
                    "+",
                    ".",
                    "1:99",
                    "nan",
                    "inf",
                    "12e03"
                })
        @DisplayName("texts that look like something else")
        void texts(String text) {
            assertThat(ScalarResolver.resolve(text)).isEqualTo(new ScalarValue.Text(text));
        }

        @ParameterizedTest
        @CsvSource({
            "0, 0",
            "-12, -12",
            "1_000, 1000",
            "010, 8",
            "0x1F, 31",
            "0b101, 5",
            "1:18, 78",
            "-1:00:00, -3600",
            "+3, 3",
            "00, 0"
        })
        @DisplayName("whole numbers")
        void wholes(String text, String value) {
            assertThat(ScalarResolver.resolve(text)).isEqualTo(new ScalarValue.Whole(new BigInteger(value)));
        }

        @ParameterizedTest
        @CsvSource({
            "0.5, 0.5",
            ".5, 0.5",
            "5., 5",
            "-1.5e+3, -1500",
            "1.0e-2, 0.01",
            "1_0.2_5, 10.25",
            "1:30.5, 90.5",
            ".inf, Infinity",
            "-.INF, -Infinity",
            ".NaN, NaN"
        })
        @DisplayName("real numbers")
        void reals(String text, double value) {
            assertThat(ScalarResolver.resolve(text)).isEqualTo(new ScalarValue.Real(value));
        }

        @Test
        @DisplayName("truth values and nothing")
        void others() {
            assertThat(List.of("yes", "On", "TRUE").stream().map(ScalarResolver::resolve))
                    .containsOnly(new ScalarValue.Bool(true));
            assertThat(List.of("no", "Off", "false").stream().map(ScalarResolver::resolve))
                    .containsOnly(new ScalarValue.Bool(false));
            assertThat(List.of("", "~", "null", "NULL").stream().map(ScalarResolver::resolve))
                    .containsOnly(new ScalarValue.Null());
        }
    }

    @Nested
    @DisplayName("Structure")
    class Structure {
        @Test
        @DisplayName("every value knows its line and column")
        void places() {
            YamlNode.Mapping root = (YamlNode.Mapping) parse("a:\n  - b\n  - {c: d}\n");
            YamlNode.Sequence list = (YamlNode.Sequence) root.value("a");
            assertThat(list.items().get(0).place()).isEqualTo(new Place("x.yaml", 2, 5));
            assertThat(((YamlNode.Mapping) list.items().get(1)).value("c").place())
                    .isEqualTo(new Place("x.yaml", 3, 9));
        }

        @Test
        @DisplayName("own keys win over merged ones, and an earlier merged mapping over a later one")
        void mergeKeys() {
            YamlNode.Mapping root = (YamlNode.Mapping)
                    parse("p: &p {a: 1, b: 1}\nq: &q {b: 2, c: 2}\nr: {<<: [*p, *q], c: 3}\ns: {b: 4, <<: *p}\n");
            assertThat(YamlWriter.write(root.value("r"))).isEqualTo("c: 3\na: 1\nb: 1\n");
            assertThat(YamlWriter.write(root.value("s"))).isEqualTo("b: 4\na: 1\n");
            assertThat(problems.errors()).isEmpty();
        }

        @Test
        @DisplayName("a scalar can be replaced by any node")
        void replaced() {
            YamlNode filled = parse("t: [{filter: mlp, value: '${x}'}]\n")
                    .replaceScalars(scalar -> scalar.text().equals("${x}") ? parse("[0, 0.5]") : scalar);
            assertThat(YamlWriter.write(filled)).isEqualTo("t:\n  - filter: mlp\n    value: [0, 0.5]\n");
        }
    }

    @Nested
    @DisplayName("Refused, with the file's name:")
    class Refused {
        @Test
        @DisplayName("aliases that stand for billions of values")
        void aliasBomb() {
            StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
            for (int i = 1; i < 12; i++) {
                String before = "*a" + (i - 1);
                bomb.append("a%d: &a%d [%s]\n".formatted(i, i, String.join(", ", Collections.nCopies(9, before))));
            }
            assertThatThrownBy(() -> parse(bomb.toString()))
                    .isInstanceOf(InputException.class)
                    .hasMessage("x.yaml:7: aliases make this more than 1000000 values. Write it out");
        }

        @ParameterizedTest
        @ValueSource(strings = {"a: &a [*a]", "a: &a {b: *a}", "a: &a\n  <<: *a\n"})
        @DisplayName("an alias that contains itself")
        void recursion(String text) {
            assertThatThrownBy(() -> parse(text))
                    .isInstanceOf(InputException.class)
                    .hasMessageStartingWith("x.yaml:1: ");
        }

        @Test
        @DisplayName("nesting without end")
        void nesting() {
            assertThatThrownBy(() -> parse("[".repeat(100_000)))
                    .isInstanceOf(InputException.class)
                    .hasMessageStartingWith("x.yaml");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "!!python/object:os.system x",
                    "a: !!float abc",
                    "? [a]\n: b",
                    "a: b: c",
                    "\u0001",
                    "--- a\n--- b\n",
                    "%TAG ! x",
                    "a: !foo {}"
                })
        @DisplayName("tags, keys and texts that are no YAML here")
        void noYaml(String text) {
            assertThatThrownBy(() -> parse(text))
                    .isInstanceOf(InputException.class)
                    .hasMessageStartingWith("x.yaml");
        }

        @Test
        @DisplayName("a file that is missing, a folder, no UTF-8, or far too large")
        void files(@TempDir Path folder) throws IOException {
            Path latin = Files.write(folder.resolve("l.yaml"), new byte[] {'a', ':', ' ', (byte) 0xe4});
            Path large = Files.write(folder.resolve("big.yaml"), new byte[5 << 20]);
            assertThatThrownBy(() -> YamlReader.text(folder.resolve("no.yaml"), "no.yaml"))
                    .hasMessage("no.yaml: there is no such file. Check the path");
            assertThatThrownBy(() -> YamlReader.text(folder, "f")).hasMessage("f: this is a folder. Name a YAML file");
            assertThatThrownBy(() -> YamlReader.text(latin, "l.yaml"))
                    .hasMessage("l.yaml: the file is not UTF-8 text. Save it as UTF-8");
            assertThatThrownBy(() -> YamlReader.text(large, "big.yaml"))
                    .hasMessage("big.yaml: the file has 5242880 bytes; at most 4194304 are read. Name a YAML file");
        }
    }

    @Nested
    @DisplayName("What is written")
    class Written {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "a: 1e-05\n",
                    "a: 0.30000000000000004\n",
                    "a: '0.3'\n",
                    "a: [.nan, -.inf, 1.0e+20]\n",
                    "a: 'yes'\n",
                    "a: \"x: y # z\"\n",
                    "a: ''\n",
                    "a: \"\\u2028\\t\\\"\"\n",
                    "a: 2001-01-01\n",
                    "a: {}\nb: []\nc: [[1], {d: [e]}]\n",
                    "- - a\n  - b: c\n",
                    "a: ü🙂\n",
                    "'<<': x\n"
                })
        @DisplayName("is read back as the same values")
        void roundTrip(String text) {
            String written = YamlWriter.write(parse(text));
            assertThat(values(parse(written))).isEqualTo(values(parse(text)));
        }

        private static Object values(YamlNode node) {
            return switch (node) {
                case YamlNode.Scalar scalar -> scalar.value();
                case YamlNode.Sequence sequence ->
                    sequence.items().stream().map(Written::values).toList();
                case YamlNode.Mapping mapping ->
                    mapping.entries().stream()
                            .map(entry -> List.of(entry.key().text(), values(entry.value())))
                            .toList();
            };
        }
    }
}
