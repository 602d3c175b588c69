package dev.mergesweep.evaluator.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mergesweep.evaluator.Document;
import dev.mergesweep.evaluator.Domain;
import dev.mergesweep.merger.yaml.InputException;
import dev.mergesweep.merger.yaml.Problem;
import dev.mergesweep.merger.yaml.Problems;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CorpusTest {
    private static final String RESOURCES = Path.of("src/test/resources/corpus").toAbsolutePath() + "/";

    @TempDir
    Path folder;

    @Test
    @DisplayName("a plain text is one document, its bytes unchanged")
    void plain() throws IOException {
        Files.writeString(folder.resolve("a.txt"), "one\r\ntwo\n");
        assertThat(read("a.txt", "").documents()).containsExactly(new Document("0", "one\r\ntwo\n"));
    }

    @Test
    @DisplayName("JSONL is a document a row, its id from the row or its number")
    void jsonLines() throws IOException {
        Files.writeString(
                folder.resolve("a.jsonl"),
                "{\"text\": \"x\"}\n\n{\"id\": 7, \"text\": \"\"}\r\n{\"text\": \"\\u00e9\", \"id\": \"z\"}");
        assertThat(read("a.jsonl", "").documents())
                .containsExactly(new Document("0", "x"), new Document("7", ""), new Document("z", "é"));
    }

    @Test
    @DisplayName("a field of another name, a limit, standard input")
    void options() throws IOException {
        InputStream input = new ByteArrayInputStream(
                "{\"body\": \"x\"}\n{\"body\": \"y\"}\n{\"body\": \"z\"}\n".getBytes(StandardCharsets.UTF_8));
        Corpus corpus = new Corpus(List.of(folder), input);
        assertThat(corpus.read(List.of(new TextFile("d", "-", "body", 2)))
                        .getFirst()
                        .documents())
                .containsExactly(new Document("0", "x"), new Document("1", "y"));
    }

    @Test
    @DisplayName("a glob takes the files by name, rows numbered through")
    void globs() throws IOException {
        Files.createDirectories(folder.resolve("in"));
        Files.writeString(folder.resolve("in/b.jsonl"), "{\"text\": \"2\"}\n");
        Files.writeString(folder.resolve("in/a.jsonl"), "{\"text\": \"1\"}\n");
        Files.writeString(folder.resolve("in/c.txt"), "3");
        assertThat(read("in/*.jsonl", "").documents()).containsExactly(new Document("0", "1"), new Document("1", "2"));
        assertThat(read(folder + "/in/{a,c}.*", "").documents())
                .containsExactly(new Document("0", "1"), new Document("1", "3"));
    }

    @Test
    @DisplayName("a glob follows links to folders, also one that leads back up")
    void links() throws IOException {
        Files.createDirectories(folder.resolve("far"));
        Files.createDirectories(folder.resolve("in"));
        Files.writeString(folder.resolve("far/a.txt"), "1");
        Files.createSymbolicLink(folder.resolve("in/there"), folder.resolve("far"));
        Files.createSymbolicLink(folder.resolve("in/up"), folder.resolve("in"));
        assertThat(read("in/there/*.txt", "").documents()).containsExactly(new Document("0", "1"));
        assertThat(read("in/**/*.txt", "").documents()).containsExactly(new Document("0", "1"));
    }

    @Test
    @DisplayName("a relative path is looked for in one folder after the other")
    void folders() throws IOException {
        Files.createDirectories(folder.resolve("second"));
        Files.writeString(folder.resolve("second/a.txt"), "x");
        Corpus corpus = new Corpus(List.of(folder, folder.resolve("second")), InputStream.nullInputStream());
        assertThat(corpus.read(List.of(new TextFile("d", "a.txt", "")))
                        .getFirst()
                        .documents())
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rows-snappy.parquet", "rows-gzip.parquet", "rows-zstd.parquet", "rows-none.parquet"})
    @DisplayName("Parquet is a document a row, whatever it is compressed with")
    void parquet(String file) throws IOException {
        assertThat(read(RESOURCES + file, "").documents())
                .containsExactly(new Document("10", "one"), new Document("11", "two é 😀"), new Document("12", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rows.jsonl.gz", "rows.jsonl.zst"})
    @DisplayName("gzip and zstd are unpacked")
    void compressed(String file) throws IOException {
        assertThat(read(RESOURCES + file, "").documents())
                .containsExactly(new Document("0", "one"), new Document("1", "two"));
    }

    @Test
    @DisplayName("of a prompt and its completion only the completion counts")
    void completions() throws IOException {
        Files.writeString(folder.resolve("a.jsonl"), "{\"prompt\": \"1 + 1 =\", \"completion\": \" 2\"}\n");
        assertThat(read("a.jsonl", "").documents())
                .containsExactly(new Document("0", "1 + 1 = 2", List.of(new Document.Span(7, 9))));
    }

    @Test
    @DisplayName("a limit reads no further, so what comes behind it may be broken")
    void limit() throws IOException {
        Files.writeString(folder.resolve("a.jsonl"), "{\"text\": \"x\"}\nbroken\n");
        Corpus corpus = new Corpus(List.of(folder), InputStream.nullInputStream());
        assertThat(corpus.read(List.of(new TextFile("d", "a.jsonl", "", 1)))
                        .getFirst()
                        .documents())
                .hasSize(1);
    }

    @Test
    @DisplayName("a limit counts the documents of a domain, over all files of its pattern")
    void limitOverFiles() throws IOException {
        for (String file : List.of("a", "b", "c")) {
            Files.writeString(
                    folder.resolve(file + ".jsonl"), "{\"text\": \"%1$s0\"}\n{\"text\": \"%1$s1\"}\n".formatted(file));
        }
        Corpus corpus = new Corpus(List.of(folder), InputStream.nullInputStream());
        Problems problems = new Problems();
        assertThat(corpus.read(List.of(new TextFile("d", "*.jsonl", "", 3)), problems)
                        .getFirst()
                        .documents())
                .extracting(Document::text)
                .containsExactly("a0", "a1", "b0");
        assertThat(problems.warnings())
                .extracting(Problem::toString)
                .containsExactly("domain d: limit: 3 documents are there before c.jsonl, of which nothing is taken."
                        + " Raise the limit, or give every file a domain of its own");
    }

    @Test
    @DisplayName(
            "files that a limit leaves out are named, eight of them; a limit that ends in the last file leaves none out")
    void filesLeftOut() throws IOException {
        for (int i = 0; i < 12; i++) {
            Files.writeString(folder.resolve("%02d.txt".formatted(i)), "text " + i);
        }
        Corpus corpus = new Corpus(List.of(folder), InputStream.nullInputStream());
        Problems two = new Problems();
        Problems twelve = new Problems();
        corpus.read(List.of(new TextFile("d", "*.txt", "", 2)), two);
        corpus.read(List.of(new TextFile("d", "*.txt", "", 12)), twelve);

        assertThat(two.warnings().getFirst().what())
                .isEqualTo("2 documents are there before 02.txt, 03.txt, 04.txt, 05.txt, 06.txt, 07.txt, 08.txt, 09.txt"
                        + " and 2 more, of which nothing is taken");
        assertThat(twelve.warnings()).isEmpty();
    }

    @Nested
    class Refuses {
        @Test
        @DisplayName("a damaged archive, a file that is no Parquet, a column that is not there")
        void damaged() throws IOException {
            byte[] gzip = Files.readAllBytes(Path.of(RESOURCES + "rows.jsonl.gz"));
            Files.write(folder.resolve("a.jsonl.gz"), Arrays.copyOf(gzip, gzip.length - 12));
            byte[] zstd = Files.readAllBytes(Path.of(RESOURCES + "rows.jsonl.zst"));
            Files.write(folder.resolve("a.jsonl.zst"), Arrays.copyOf(zstd, zstd.length - 9));
            Files.writeString(folder.resolve("a.parquet"), "PAR1 but no more PAR1");
            assertThatThrownBy(() -> read("a.jsonl.gz", ""))
                    .isInstanceOf(InputException.class)
                    .hasMessageStartingWith("a.jsonl.gz: this file cannot be read to its end: ");
            assertThatThrownBy(() -> read("a.jsonl.zst", ""))
                    .isInstanceOf(InputException.class)
                    .hasMessageStartingWith("a.jsonl.zst: this file cannot be read to its end: ");
            assertThatThrownBy(() -> read("a.parquet", ""))
                    .isInstanceOf(InputException.class)
                    .hasMessageStartingWith("a.parquet: this Parquet file cannot be read: ");
            assertThatThrownBy(() -> read(RESOURCES + "rows-none.parquet", "body"))
                    .hasMessageContaining(
                            "there is no column body, only id, text, other, messages. Name the column that holds the text");
        }

        @Test
        @DisplayName("every wrong row of a file, in one go")
        void rows() throws IOException {
            Files.write(
                    folder.resolve("a.jsonl"),
                    ("{\"text\": \"x\", \"id\": \"1\"}\n[1]\n{\"body\": \"y\", \"id\": 1}\n{\"text\": 5}\n{\"text\": \"z\", \"id\": \"1\"}\n"
                                    + "{\"text\": \"\\ud800\"}\n{\"text\": \"\u00e9\"}\n")
                            .getBytes(StandardCharsets.ISO_8859_1));
            assertThatThrownBy(() -> read("a.jsonl", ""))
                    .isInstanceOf(InputException.class)
                    .hasMessage("""
                    a.jsonl:2: a row is a JSON object, not an array. Write {"text": "..."}
                    a.jsonl:5: id: "1" is the id of the document at a.jsonl:1 too. Give every document an id of its own
                    a.jsonl:6: text: the text holds half of a surrogate pair (\\ud800 to \\udfff). Write whole characters
                    a.jsonl:7: byte 10 of the line is not UTF-8. Convert the file to UTF-8
                    a.jsonl:3: text: the row has no such field, only body, id. Name the field that holds the text
                    a.jsonl:4: text: a text is a string, not a number. Name the field that holds the text""");
        }

        @Test
        @DisplayName("a wrong field, once a file, with the fields that there are")
        void wrongField() throws IOException {
            Files.writeString(folder.resolve("a.jsonl"), "{\"id\": \"a\", \"text\": \"x\"}\n".repeat(30));
            Files.writeString(folder.resolve("b.jsonl"), "\n{\"id\": 7, \"body\": \"x\"}\n{\"prompt\": \"y\"}\n");
            assertThatThrownBy(() -> read("*.jsonl", "txt")).hasMessage("""
                    %1$s/a.jsonl:1: txt: this and other rows have no such field, only id, text. Did you mean text?
                    %1$s/b.jsonl:2: txt: this and other rows have no such field, only id, body, prompt. Name the field that holds the text""".formatted(folder));
            assertThatThrownBy(() -> read("b.jsonl", "id")).hasMessage("""
                    b.jsonl:2: id: a text is a string, not a number. Name the field that holds the text
                    b.jsonl:3: id: the row has no such field, only prompt. Name the field that holds the text""");
            assertThatThrownBy(() -> read(RESOURCES + "rows-none.parquet", "txt"))
                    .hasMessageEndingWith("there is no column txt, only id, text, other, messages. Did you mean text?");
        }

        @Test
        @DisplayName("a field of another kind, and conversations without a template, once a file")
        void wrongKind() throws IOException {
            Files.writeString(folder.resolve("a.jsonl"), "{\"label\": 7, \"messages\": []}\n".repeat(30));
            assertThatThrownBy(() -> read("a.jsonl", ""))
                    .hasMessage(
                            "a.jsonl:1: messages: messages are rendered by the checkpoint's chat template, and it has none, here and in other rows. Or give the rendered text as prompt and completion");
            assertThatThrownBy(() -> read("a.jsonl", "label"))
                    .hasMessage(
                            "a.jsonl:1: label: a text is a string, not a number, here and in other rows. Name the field that holds the text");
        }

        @Test
        @DisplayName("a line that is no JSON")
        void notJson() throws IOException {
            Files.writeString(folder.resolve("a.jsonl"), "{\"text\": \"x\"}\n{\"text\": \"y\"\n");
            assertThatThrownBy(() -> read("a.jsonl", ""))
                    .isInstanceOf(InputException.class)
                    .hasMessageStartingWith("a.jsonl:2: this is not JSON: ");
        }

        @Test
        @DisplayName(
                "a missing file, a pattern without one, a folder, an empty file, a blank one, a file without a row")
        void files() throws IOException {
            Files.writeString(folder.resolve("blank.txt"), " \n\t\r\n");
            Files.createFile(folder.resolve("empty.txt"));
            Files.writeString(folder.resolve("blank.jsonl"), "\n \n");
            assertThatThrownBy(() -> read("no.txt", ""))
                    .hasMessage("no.txt: there is no such file. Check the path of domain \"d\"");
            assertThatThrownBy(() -> read("*.json", ""))
                    .hasMessage(
                            "*.json: the pattern matches no file. Check it: * stays in one folder, ** goes through all below");
            assertThatThrownBy(() -> read("blank.txt", ""))
                    .hasMessage("blank.txt: this file holds nothing but white space. Give it text, or leave it out");
            assertThatThrownBy(() -> read(".", ""))
                    .hasMessageContaining("this is no file. Name the files in it, for example with *.jsonl");
            assertThatThrownBy(() -> read("empty.txt", ""))
                    .hasMessage("empty.txt: this file is empty. Give it text, or leave it out");
            assertThatThrownBy(() -> read("blank.jsonl", ""))
                    .hasMessage("blank.jsonl: there is no document in domain \"d\". Give it at least one row");
        }

        @Test
        @DisplayName("a plain text that is not UTF-8, with its line")
        void notUtf8() throws IOException {
            Files.write(folder.resolve("a.txt"), new byte[] {'a', '\n', 'b', (byte) 0xff});
            assertThatThrownBy(() -> read("a.txt", ""))
                    .hasMessage("a.txt:2: byte 3 of the file is not UTF-8. Convert the file to UTF-8");
        }

        @Test
        @DisplayName("rows in UTF-16, once and not for every line")
        void utf16() throws IOException {
            String rows = "\ufeff{\"text\": \"a\"}\n{\"text\": \"b\"}\n{\"text\": \"c\"}\n";
            Files.writeString(folder.resolve("little.jsonl"), rows, StandardCharsets.UTF_16LE);
            Files.writeString(folder.resolve("big.jsonl"), rows, StandardCharsets.UTF_16BE);
            for (String file : List.of("little.jsonl", "big.jsonl")) {
                assertThatThrownBy(() -> read(file, ""))
                        .hasMessage(file + ":1: the file is UTF-16 text. Convert the file to UTF-8");
            }
        }
    }

    private Domain read(String file, String field) throws IOException {
        return new Corpus(List.of(folder), InputStream.nullInputStream())
                .read(List.of(new TextFile("d", file, field)))
                .getFirst();
    }
}
