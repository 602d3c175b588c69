package dev.mergesweep.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mergesweep.merger.Numerics;
import dev.mergesweep.merger.yaml.InputException;
import dev.mergesweep.merger.yaml.Strictness;
import dev.mergesweep.sweep.store.StoreFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A score is found again by what it is a score of, and by nothing else. */
class IdentityTest {
    @TempDir
    private Path folder;

    private Laboratory laboratory;
    private RunOptions options;

    @BeforeEach
    void firstRun() throws IOException {
        laboratory = Laboratory.in(folder);
        options = RunOptions.defaults().withScores(folder.resolve("scores.sqlite"));
        assertThat(newScores(laboratory.experiment("0.25", "race: false"), options))
                .isPositive();
        assertThat(newScores(laboratory.experiment("0.25", "race: false"), options))
                .isZero();
    }

    private int runs;

    private long newScores(Path experiment, RunOptions with) throws IOException {
        RunOptions fresh = with.withRun(folder.resolve("runs/" + runs++));
        return Sweep.open(Experiment.read(experiment), fresh)
                .run(RunProgress.SILENT)
                .newScores();
    }

    private long newScores(String old, String changed) throws IOException {
        Path file = laboratory.experiment("0.25", "race: false");
        Files.writeString(file, Files.readString(file).replace(old, changed));
        return newScores(file, options);
    }

    @Test
    @DisplayName("another experiment finds the scores of what it has in common, and scores the rest")
    void inCommon() throws IOException {
        assertThat(newScores("t: 0.25", "t: 0.75")).isPositive().isLessThan(80);
        assertThat(newScores("weight: 2", "weight: 3")).isZero();
    }

    @Test
    @DisplayName(
            "context, BOS, numerics, compute type, one document, the tokenizer, the config, a parent's tensor: each by itself gives new scores")
    void everyIngredient() throws IOException {
        assertThat(newScores("context: 128", "context: 127")).as("context").isPositive();
        assertThat(newScores("context: 128", "context: 128, bos: never"))
                .as("BOS")
                .isPositive();
        RunOptions mergekit =
                new RunOptions(null, "cpu", 0, Numerics.MERGEKIT, Strictness.STRICT, null, options.scores(), false);
        assertThat(newScores(laboratory.experiment("0.25", "race: false"), mergekit))
                .as("numerics")
                .isPositive();
        RunOptions bfloat16 =
                new RunOptions("bfloat16", "cpu", 0, Numerics.EXACT, Strictness.STRICT, null, options.scores(), false);
        assertThat(newScores(laboratory.experiment("0.25", "race: false"), bfloat16))
                .as("compute")
                .isPositive();

        Path texts = folder.resolve("prose.jsonl");
        String before = Files.readString(texts);
        Files.writeString(texts, before.replaceFirst("\"text\": \"", "\"text\": \"return "));
        assertThat(newScores("nothing", "else")).as("one document").isBetween(1L, 4L);
        Files.writeString(texts, before);

        Path copy = folder.resolve("copy");
        copy(copy);
        assertThat(newScores(Laboratory.parent("a").toString(), copy.toString()))
                .as("the same elsewhere")
                .isZero();
        for (Change change : CHANGES) {
            Path changed = folder.resolve("changed/" + change.name());
            copy(changed);
            change.made().in(changed);
            assertThat(newScores(Laboratory.parent("a").toString(), changed.toString()))
                    .as(change.name())
                    .isPositive();
        }
    }

    @Test
    @DisplayName("a strict run finds no score that a lenient one made, a lenient run finds those of a strict one")
    void strictness() throws IOException {
        RunOptions lenient =
                new RunOptions(null, "auto", 0, Numerics.EXACT, Strictness.LENIENT, null, options.scores(), false);

        assertThat(newScores(laboratory.experiment("0.25", "race: false"), lenient))
                .as("lenient after strict")
                .isZero();
        assertThat(newScores(laboratory.experiment("0.75", "race: false"), lenient))
                .as("lenient, another candidate")
                .isPositive();
        assertThat(newScores(laboratory.experiment("0.75", "race: false"), options))
                .as("strict after lenient")
                .isPositive();
    }

    /** One ingredient of a parent that a score depends on, changed. */
    private record Change(String name, Made made) {}

    private interface Made {
        void in(Path parent) throws IOException;
    }

    private static final List<Change> CHANGES = List.of(
            new Change("tokenizer", parent -> replace(parent, "tokenizer.json", "\"id\": 1,", "\"id\": 1, \"x\": 0,")),
            new Change("config", parent -> replace(parent, "config.json", "1e-05", "1e-06")),
            new Change("tensor", parent -> change(parent.resolve("model.safetensors"))));

    private static void replace(Path parent, String file, String old, String changed) throws IOException {
        Path path = parent.resolve(file);
        String text = Files.readString(path);
        assertThat(text).contains(old);
        Files.writeString(path, text.replace(old, changed));
    }

    private static void copy(Path copy) throws IOException {
        Files.createDirectories(copy);
        try (Stream<Path> files = Files.list(Laboratory.parent("a"))) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
    }

    private static void change(Path weights) throws IOException {
        byte[] bytes = Files.readAllBytes(weights);
        bytes[bytes.length - 2] ^= 1;
        Files.write(weights, bytes);
    }

    @Test
    @DisplayName("the folder of another experiment is refused and left as it is, unless it is to be taken over")
    void anotherExperiment() throws IOException {
        Path run = folder.resolve("runs/0");
        String before = Files.readString(run.resolve("experiment.yaml"));
        Path file = laboratory.experiment("0.75", "race: false");
        Sweep sweep = Sweep.open(Experiment.read(file), RunOptions.defaults().withRun(run));

        assertThatThrownBy(() -> sweep.run(RunProgress.SILENT))
                .isInstanceOf(InputException.class)
                .hasMessage(
                        run + ": this folder holds the run of another experiment. Choose another folder with --run, or"
                                + " take over what is still valid with --reuse");
        assertThat(run.resolve("experiment.yaml")).hasContent(before);

        RunOptions reuse = RunOptions.defaults().withRun(run).withReuse();
        assertThat(Sweep.open(Experiment.read(file), reuse)
                        .run(RunProgress.SILENT)
                        .newScores())
                .isPositive()
                .isLessThan(80);
    }

    @Test
    @DisplayName("a store of a later version, or one that is no database, is refused in one sentence and left as it is")
    void laterVersion() throws IOException, SQLException {
        Path store = folder.resolve("runs/0/run.sqlite");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + store)) {
            connection.createStatement().execute("PRAGMA user_version = 99");
        }
        Sweep sweep = Sweep.open(
                Experiment.read(laboratory.experiment("0.25", "race: false")),
                RunOptions.defaults().withRun(folder.resolve("runs/0")));
        List<String> told = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            try {
                sweep.run(RunProgress.SILENT);
            } catch (StoreFailure e) {
                told.add(e.getMessage());
            }
            Files.writeString(store, "this is no database, but long enough to look like the header of one".repeat(30));
        }
        assertThat(told)
                .containsExactly(
                        store + ": was written by a later version of MergeSweep (schema 99, this one knows 2). Use that"
                                + " version, or choose another folder with --run",
                        store + ": is damaged or no database. Move it away and start again, or restore it from a copy");
    }
}
