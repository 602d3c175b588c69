package dev.mergesweep.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person is told who gives a command a good file of the wrong kind. */
class FileKindTest {
    private static final Path QUICKSTART = Path.of("quickstart");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"merge FILE OUT", "merge FILE OUT --lenient", "explain FILE", "evaluate FILE --text t.txt"})
    @DisplayName("an experiment in place of a recipe is called one, and nothing else is said of it")
    void experiment(String command) {
        Path file = QUICKSTART.resolve("experiment.yaml");
        assertThat(answer(command, file))
                .isEqualTo("error: " + file
                        + ": this is an experiment, not a mergekit recipe. Experiments are for plan, run and sensitivity;"
                        + " export then merges the winner of a run\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"plan FILE", "run FILE"})
    @DisplayName("a recipe in place of an experiment is called one, and nothing else is said of it")
    void recipe(String command) {
        Path file = QUICKSTART.resolve("recipe.yaml");
        assertThat(answer(command, file))
                .isEqualTo("error: " + file
                        + ": this is a mergekit recipe, not an experiment. Recipes are for merge, explain, evaluate and"
                        + " sensitivity; an experiment has one under merge, and texts under evaluate.domains\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "merge FILE OUT",
                "explain FILE",
                "evaluate FILE --text t.txt",
                "sensitivity FILE --text t.txt",
                "plan FILE",
                "run FILE"
            })
    @DisplayName("a checkpoint's config.json is called one, and none of its keys is told")
    void config(String command) {
        Path file = QUICKSTART.resolve("models", "stories", "config.json");
        assertThat(answer(command, file))
                .isEqualTo("error: " + file
                        + ": this is the config.json of a checkpoint, neither a mergekit recipe nor an experiment."
                        + " Commands that take a checkpoint take its folder\n");
    }

    @Test
    @DisplayName("a recipe in place of a checkpoint is a file where a folder is wanted")
    void checkpoint() {
        Path file = QUICKSTART.resolve("recipe.yaml");
        assertThat(answer("validate FILE", file))
                .isEqualTo(
                        "error: " + file
                                + ": this is a file, and a checkpoint is a folder. Name the folder that holds its config.json\n");
    }

    @Test
    @DisplayName("a faulty file of the right kind, or of none, keeps its own mistakes")
    void neither() throws IOException {
        Path recipe = Files.writeString(folder.resolve("recipe.yaml"), "merge_method: slerp\nevaluate: {}\n");
        assertThat(answer("merge FILE OUT", recipe)).contains(":2: evaluate: there is no such key");
        Path list = Files.writeString(folder.resolve("list.yaml"), "- 1\n");
        assertThat(answer("merge FILE OUT", list)).contains(":1: this is a list, not a mapping");
        Path broken = Files.writeString(folder.resolve("broken.yaml"), "merge: {\n");
        assertThat(answer("merge FILE OUT", broken)).contains(": this is no YAML: ");
    }

    @Test
    @DisplayName("sensitivity takes an experiment for one, also where it lacks its texts")
    void withoutTexts() throws IOException {
        Path file = Files.writeString(folder.resolve("e.yaml"), "merge: {merge_method: slerp}\n");
        assertThat(answer("sensitivity FILE", file)).contains(": evaluate.domains: is missing");
    }

    private String answer(String command, Path file) {
        StringWriter err = new StringWriter();
        Console console = new Console(new PrintWriter(new StringWriter()), new PrintWriter(err), false, Map.of());
        String[] words = command.replace("FILE", file.toString())
                .replace("OUT", folder.resolve("out").toString())
                .split(" ", -1);
        assertThat(MergeSweep.execute(console, words)).isEqualTo(ExitCode.WRONG_INPUT);
        return err.toString();
    }
}
