package dev.mergesweep.merger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mergesweep.merger.Merge.Extent;
import dev.mergesweep.merger.Merge.Manner;
import dev.mergesweep.merger.Merge.RecipeText;
import dev.mergesweep.merger.checkpoint.Checkpoint;
import dev.mergesweep.merger.yaml.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A merge made again: every bit the same, or what differs and why. */
class VerificationTest {
    private static final Path PARENTS = Path.of("src/test/resources/merges/parents");

    @TempDir
    private Path folder;

    private Path merged;

    @BeforeEach
    void merge() throws IOException {
        for (String parent : List.of("mini-a", "mini-b")) {
            Path copy = Files.createDirectories(folder.resolve(parent));
            try (Stream<Path> files = Files.list(PARENTS.resolve(parent))) {
                for (Path file : files.toList()) {
                    Files.copy(file, copy.resolve(file.getFileName().toString()));
                }
            }
        }
        String recipe = """
                {merge_method: slerp, base_model: mini-a, models: [{model: mini-a}, {model: mini-b}],
                 parameters: {t: 0.3}, dtype: bfloat16}
                """;
        merged = folder.resolve("merged");
        Merge.open(new RecipeText("mine", recipe, folder), Manner.DEFAULT)
                .write(merged, Extent.whole(1_000_000_000), _ -> {});
    }

    /** Changes the last element of the file's last tensor, by its lowest bit. */
    private static void change(Path model) throws IOException {
        Path weights = model.resolve("model.safetensors");
        byte[] bytes = Files.readAllBytes(weights);
        bytes[bytes.length - 2] ^= 1;
        Files.write(weights, bytes);
    }

    private Verification verification() throws IOException {
        return Verification.of(Checkpoint.open(merged));
    }

    @Test
    @DisplayName("nothing differs in what was just written")
    void identical() throws IOException {
        assertThat(verification().identical()).isTrue();
        assertThat(verification().changedParents()).isEmpty();
    }

    @Test
    @DisplayName("one bit that differs in the output is one tensor, by name")
    void changedOutput() throws IOException {
        change(merged);
        assertThat(verification().differences())
                .singleElement()
                .asString()
                .endsWith(": other bits than the merge makes");
        assertThat(verification().changedParents()).isEmpty();
    }

    @Test
    @DisplayName("a parent that has changed is named as the cause")
    void changedParent() throws IOException {
        change(folder.resolve("mini-b"));
        assertThat(verification().changedParents())
                .singleElement()
                .asString()
                .matches(".*mini-b has changed since the merge: 1 of its \\d+ tensors are others");
    }

    @Test
    @DisplayName("a parent that is gone is an error that names it")
    void gone() throws IOException {
        Files.delete(folder.resolve("mini-b/model.safetensors"));
        assertThatThrownBy(this::verification)
                .isInstanceOf(InputException.class)
                .hasMessageContaining("mini-b");
    }

    @Test
    @DisplayName("what nobody merged here cannot be verified")
    void noProvenance() {
        assertThatThrownBy(() -> Verification.of(Checkpoint.open(PARENTS.resolve("mini-a"))))
                .isInstanceOf(InputException.class)
                .hasMessage(PARENTS.resolve("mini-a/merge.json")
                        + ": the file is missing. Only what merge or export wrote can be verified");
    }
}
