package dev.mergesweep.evaluator.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mergesweep.evaluator.validation.Finding.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A merge is spoken to as its parents were, or somebody is told. */
class InheritanceTest {
    private static final Path GOOD = Path.of("src/test/resources/protocols");
    private static final String TEMPLATE = "{% for message in messages %}{{ message.content }}{% endfor %}";
    private static final String RECIPE = """
            merge_method: slerp
            base_model: ../a
            models: [{model: ../a}, {model: ../b}]
            parameters: {t: 0.5}
            dtype: bfloat16
            """;

    @TempDir
    private Path folder;

    private Path merged;

    @BeforeEach
    void family() throws IOException {
        merged = model("merged");
        model("a");
        model("b");
    }

    private Path model(String name) throws IOException {
        Path model = Files.createDirectories(folder.resolve(name));
        for (String file :
                List.of("model/config.json", "model/model.safetensors", "tokenizer-bos/tokenizer_config.json")) {
            Path from = GOOD.resolve(file);
            Files.copy(from, model.resolve(from.getFileName().toString()));
        }
        Files.writeString(model.resolve("chat_template.jinja"), TEMPLATE);
        return model;
    }

    private Finding finding() throws IOException {
        return Inheritance.of(merged).getFirst();
    }

    private void writeProvenance() throws IOException {
        Files.writeString(merged.resolve("merge.json"), """
                {"recipe": {"text": "%s"},
                 "parents": [{"model": "a", "folder": "%s"}, {"model": "b", "folder": "%s"}]}
                """.formatted(
                        RECIPE.replace("\n", "\\n"), folder.resolve("a"), folder.resolve("b")));
    }

    @Test
    @DisplayName("parents are known from merge.json, or from what mergekit keeps beside its output")
    void known() throws IOException {
        Files.writeString(merged.resolve("mergekit_config.yml"), RECIPE);
        assertThat(finding())
                .isEqualTo(
                        Finding.pass(Check.INHERITANCE, "special tokens and chat template agree with ../a and ../b"));
        writeProvenance();
        assertThat(finding())
                .isEqualTo(Finding.pass(Check.INHERITANCE, "special tokens and chat template agree with a and b"));
    }

    @Test
    @DisplayName("agreeing with one parent is enough")
    void one() throws IOException {
        writeProvenance();
        Files.writeString(folder.resolve("a/chat_template.jinja"), "other");
        assertThat(finding().outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    @DisplayName("a chat template that no parent has is told")
    void template() throws IOException {
        writeProvenance();
        Files.writeString(merged.resolve("chat_template.jinja"), "other");
        assertThat(finding())
                .isEqualTo(Finding.warn(
                        Check.INHERITANCE,
                        "the chat template: not as in a and b",
                        "Copy the tokenizer's files from the parent whose conversations it shall speak"));
        Files.delete(merged.resolve("chat_template.jinja"));
        assertThat(finding().what()).isEqualTo("no chat template: not as in a and b");
    }

    @Test
    @DisplayName("a template that the recipe asks for need not be a parent's")
    void asked() throws IOException {
        Files.writeString(merged.resolve("mergekit_config.yml"), RECIPE + "chat_template: chatml\n");
        Files.writeString(merged.resolve("chat_template.jinja"), "other");
        assertThat(finding().outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    @DisplayName("special tokens that no parent has are told")
    void tokens() throws IOException {
        writeProvenance();
        Path settings = merged.resolve("tokenizer_config.json");
        Files.writeString(
                settings,
                Files.readString(settings).replace("\"eos_token\": \"<|eos|>\"", "\"eos_token\": \"<|bos|>\""));
        assertThat(finding().outcome()).isEqualTo(Outcome.WARN);
        assertThat(finding().what())
                .isEqualTo("special tokens {bos_token=<|bos|>, eos_token=<|bos|>}: not as in a and b");
    }

    @Test
    @DisplayName("nothing is claimed where a parent is not on this machine")
    void gone() throws IOException {
        Files.writeString(merged.resolve("mergekit_config.yml"), RECIPE.replace("../b", "../gone"));
        Files.writeString(merged.resolve("chat_template.jinja"), "other");
        assertThat(finding())
                .isEqualTo(Finding.skip(
                        Check.INHERITANCE, "the chat template not as in ../a, and not on this machine: ../gone"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"merge.json", "mergekit_config.yml", "none.txt"})
    @DisplayName("without a readable origin there is nothing to compare with")
    void unknown(String file) throws IOException {
        Files.writeString(merged.resolve(file), "{");
        assertThat(finding()).isEqualTo(Finding.skip(Check.INHERITANCE, "no parents with a tokenizer are known"));
    }
}
