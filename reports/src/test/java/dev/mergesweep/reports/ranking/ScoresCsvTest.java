package dev.mergesweep.reports.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.mergesweep.merger.yaml.InputException;
import dev.mergesweep.sweep.statistics.Measure;
import dev.mergesweep.sweep.statistics.Score;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScoresCsvTest {

    private static List<Score> read(String... lines) throws IOException {
        return read(Measure.MEAN_LOG_PERPLEXITY, lines);
    }

    private static List<Score> read(Measure measure, String... lines) throws IOException {
        return ScoresCsv.read(new StringReader(String.join("\n", lines) + "\n"), "scores.csv", measure);
    }

    private static void assertRefused(String message, String... lines) {
        assertThatThrownBy(() -> read(lines)).isInstanceOf(InputException.class).hasMessage(message);
    }

    @Nested
    class Reads {

        @Test
        @DisplayName("columns in any order, passing over those it does not know")
        void columnsInAnyOrder() throws IOException {
            assertThat(read("nats,seconds,tokens,document,domain,candidate", "12.5,3,7,17,stories,parent-0"))
                    .containsExactly(
                            new Score("parent-0", "stories", "17", "all", 7, 12.5, Score.UNKNOWN, Score.UNKNOWN));
        }

        @Test
        @DisplayName("a byte order mark, quoted names, Windows line ends and blank lines")
        void whatSpreadsheetsWrite() throws IOException {
            List<Score> scores = read(
                    "\uFEFFcandidate,domain,document,split,tokens,nats,bytes,words\r",
                    "\"a, b\",stories,1,confirm,7,12.5,30,5\r",
                    "\r",
                    "c,stories,1,confirm,7.0,1e1,30,5\r");

            assertThat(scores)
                    .containsExactly(
                            new Score("a, b", "stories", "1", "confirm", 7, 12.5, 30, 5),
                            new Score("c", "stories", "1", "confirm", 7, 10, 30, 5));
        }

        @Test
        @DisplayName(
                "quotes with commas, quotes and line ends in them, blanks around cells, and a last line without an end")
        void quotes() throws IOException {
            String text =
                    "candidate , domain,document,tokens,nats\r\n\" a, \"\"b\"\"\r\nc \" , x,\"1\", 7 ,3\r\n\r\nd,x,1,7,4";

            assertThat(ScoresCsv.read(new StringReader(text), "scores.csv", Measure.MEAN_LOG_PERPLEXITY))
                    .extracting(Score::candidate, Score::domain, Score::document, Score::tokens, Score::nats)
                    .containsExactly(tuple("a, \"b\"\r\nc", "x", "1", 7L, 3.0), tuple("d", "x", "1", 7L, 4.0));
        }

        @ParameterizedTest
        @ValueSource(booleans = {false, true})
        @DisplayName("a table of many megabytes in parts, as it would in one")
        void manyParts(boolean quoted) throws IOException {
            String[] lines = new String[100_001];
            lines[0] = "candidate,domain,document,tokens,nats";
            for (int i = 1; i < lines.length; i++) {
                lines[i] = "candidate-%d,%s,%d,7,%d.25".formatted(i % 10, "a long name of a domain", i / 10, i);
            }
            lines[100] =
                    quoted ? lines[100].replace("a long name of a domain", "\"a long name of a domain\"") : lines[100];

            List<Score> scores = read(lines);

            assertThat(scores).hasSize(100_000);
            assertThat(scores.get(99_998).nats()).isEqualTo(99_999.25);
            lines[90_000] = lines[90_000].replace(",7,", ",x,");
            lines[95_000] = lines[50_000];
            assertThatThrownBy(() -> read(lines)).hasMessage("""
                            scores.csv:90001: tokens: "x" is not a whole number
                            scores.csv:95001: candidate-0 has a score on document 5000 of a long name of a domain already, in line 50001. Keep one of them""");
        }

        @ParameterizedTest
        @ValueSource(strings = {"NaN", "nan", "inf", "-inf", "Infinity", "-Infinity", "+inf", ""})
        @DisplayName("values that are not finite, as Java, Python and C write them")
        void notFinite(String nats) throws IOException {
            assertThat(read("candidate,domain,document,tokens,nats", "a,x,1,7," + nats)
                            .getFirst()
                            .nats())
                    .matches(value -> !Double.isFinite(value));
        }

        @Test
        @DisplayName("another tokenizer's counts, where bits per byte are compared")
        void otherTokenizers() throws IOException {
            assertThat(read(
                            Measure.BITS_PER_BYTE,
                            "candidate,domain,document,tokens,nats,bytes",
                            "a,x,1,7,3,30",
                            "b,x,1,9,3,30"))
                    .hasSize(2);
        }
    }

    @Nested
    class Refuses {

        @Test
        @DisplayName("a header without the columns it needs")
        void missingColumns() {
            assertRefused(
                    "scores.csv:1: missing columns document, nats. The first line must name"
                            + " candidate,domain,document,split,tokens,nats,bytes,words (split, bytes and words may be missing)",
                    "candidate,domain,tokens",
                    "a,x,7");
        }

        @Test
        @DisplayName("every wrong cell, in one go")
        void everyWrongCell() {
            assertRefused(
                    """
                    scores.csv:2: split: "test" is not a split. Use search, confirm or all
                    scores.csv:2: tokens: "many" is not a whole number
                    scores.csv:3: candidate: is empty
                    scores.csv:3: nats: "0x1p3" is not a number
                    scores.csv:4: nats: -2 is below 0. Nats are the negative log-likelihood, at least 0
                    scores.csv:5: has 3 cells, the header has 6""",
                    "candidate,domain,document,split,tokens,nats",
                    "a,x,1,test,many,3",
                    ",x,1,all,7,0x1p3",
                    "b,x,1,all,7,-2",
                    "c,x,1");
        }

        @Test
        @DisplayName("a second score on the same document")
        void duplicates() {
            assertRefused(
                    "scores.csv:4: a has a score on document 1 of x already, in line 2. Keep one of them",
                    "candidate,domain,document,tokens,nats",
                    "a,x,1,7,3",
                    "b,x,1,7,3",
                    "a,x,1,7,3");
        }

        @Test
        @DisplayName("candidates of different tokenizers, and says what compares them")
        void differentTokens() {
            assertRefused(
                    "scores.csv:3: tokens: document 1 of x has 9 for b, but 7 for a in line 2."
                            + " Candidates of different tokenizers compare by bits per byte alone: --by bits-per-byte",
                    "candidate,domain,document,tokens,nats",
                    "a,x,1,7,3",
                    "b,x,1,9,3");
        }

        @Test
        @DisplayName("a document on both sides of the split")
        void bothSides() {
            assertRefused(
                    "scores.csv:3: split: document 1 of x is in split confirm, but in search in line 2."
                            + " A document is on one side of the split",
                    "candidate,domain,document,split,tokens,nats",
                    "a,x,1,search,7,3",
                    "b,x,1,confirm,7,3");
        }

        @Test
        @DisplayName("a header alone, two columns of one name, and what is no CSV")
        void noScores() {
            assertRefused("scores.csv: there is no score below the header", "candidate,domain,document,tokens,nats");
            assertRefused(
                    "scores.csv:1: the header has two columns \"nats\". Name each column once",
                    "candidate,domain,document,tokens,nats,nats",
                    "a,x,1,7,3,3");
            assertRefused(
                    "scores.csv:1: the header has a column without a name. Name each column once",
                    "candidate,domain,document,tokens,nats,",
                    "a,x,1,7,3,3");
            assertRefused(
                    "scores.csv:3: is not CSV: the quote that opens here is not closed."
                            + " Quotes must be closed, and doubled inside of quotes",
                    "candidate,domain,document,tokens,nats",
                    "a,x,1,7,3",
                    "\"a,x,2,7,3");
            assertRefused(
                    "scores.csv:2: is not CSV: a closing quote is followed by text."
                            + " Quotes must be closed, and doubled inside of quotes",
                    "candidate,domain,document,tokens,nats",
                    "\"a\"b,x,2,7,3");
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 20_000})
        @DisplayName("what is no text, wherever that shows")
        void noText(int lines) {
            byte[] text =
                    ("candidate,domain,document,tokens,nats\n" + "\n".repeat(lines)).getBytes(StandardCharsets.UTF_8);
            byte[] bytes = Arrays.copyOf(text, text.length + 1);
            bytes[text.length] = (byte) 0xff;
            Reader reader = new InputStreamReader(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8.newDecoder());
            assertThatThrownBy(() -> ScoresCsv.read(reader, "scores.csv", Measure.MEAN_LOG_PERPLEXITY))
                    .isInstanceOf(InputException.class)
                    .hasMessage("scores.csv: is not text in UTF-8. Save it as CSV in UTF-8");
        }
    }
}
