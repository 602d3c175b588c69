package dev.mergesweep.merger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mergesweep.merger.Merge.Extent;
import dev.mergesweep.merger.Merge.Manner;
import dev.mergesweep.merger.Merge.RecipeText;
import dev.mergesweep.merger.checkpoint.Checkpoint;
import dev.mergesweep.merger.checkpoint.Digests;
import dev.mergesweep.merger.yaml.InputException;
import dev.mergesweep.merger.yaml.Problem;
import dev.mergesweep.merger.yaml.Strictness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class MergeTest {
    private static final Path CASES = Path.of("src/test/resources/merges");
    private static final Extent WHOLE = Extent.whole(5_000_000_000L);

    @TempDir
    private Path folder;

    private static Merge open(String name, Manner manner) {
        return Merge.open(RecipeText.read(CASES.resolve(name).resolve("recipe.yaml")), manner);
    }

    private static Explanation explanation(Merge merge, String tensor) {
        return merge.explain().stream()
                .filter(explanation -> explanation.name().equals(tensor))
                .findFirst()
                .orElseThrow();
    }

    @Test
    @DisplayName("explains sources, t, angle, branch and the line that decided")
    void explains() {
        Explanation explanation =
                explanation(open("franken-slerp-shift", Manner.DEFAULT), "model.layers.1.self_attn.q_proj.weight");
        assertThat(explanation.sources())
                .containsExactly("../parents/mini-a", "../parents/mini-b:model.layers.2.self_attn.q_proj.weight");
        assertThat(explanation.t()).isEqualTo(0.1);
        assertThat(explanation.branch()).isEqualTo(Branch.SLERP);
        assertThat(explanation.cosine()).isCloseTo(-0.047277031, org.assertj.core.api.Assertions.within(1e-8));
        assertThat(explanation.degrees()).isCloseTo(92.7098, org.assertj.core.api.Assertions.within(1e-3));
        assertThat(explanation.why()).endsWith("recipe.yaml:17");
        assertThat(explanation.isDisputed()).isFalse();
    }

    @Test
    @DisplayName(
            "warns of how many tensors took the straight line and names opposite ones, and the card names all of them")
    void fallbacks() throws IOException {
        Path out = folder.resolve("merged");
        Merge.Written written = open("scalar-half", Manner.DEFAULT).write(out, WHOLE, _ -> {});
        assertThat(written.warnings())
                .extracting(Problem::what)
                .containsExactly(
                        "14 of 57 tensors point the same way in both parents (cosine above 0.9995), where SLERP is a straight"
                                + " line: they were blended linearly, as mergekit does",
                        "the parents are opposite (cosine below -0.9995) in model.layers.2.self_attn.k_proj.weight,"
                                + " model.layers.2.self_attn.v_proj.weight: blended linearly, as mergekit does, they cancel out");
        assertThat(Files.readString(out.resolve("README.md")))
                .startsWith("""
                        ---
                        base_model: []
                        library_name: transformers
                        tags: [merge, mergekit, mergesweep, slerp]
                        ---
                        # merged
                        """)
                .contains("## Interpolated on a straight line", "- `model.layers.2.self_attn.k_proj.weight`");
    }

    @Test
    @DisplayName("writes a provenance whose digests are those of parents and output")
    void provenance() throws IOException {
        Path out = folder.resolve("merged");
        AtomicLong progress = new AtomicLong();
        Merge.Written written = open("scalar-03", Manner.DEFAULT).write(out, WHOLE, progress::addAndGet);
        JsonNode json = MergeCase.json(out.resolve("merge.json"));
        Checkpoint checkpoint = Checkpoint.open(out);

        assertThat(progress.get()).isEqualTo(written.bytes());
        assertThat(json.at("/numerics").asString()).isEqualTo("exact");
        assertThat(json.at("/parents/1/model").asString()).isEqualTo("../parents/main-b");
        assertThat(json.at("/parents/1/tensors/lm_head.weight").asString())
                .isEqualTo(Checkpoint.open(CASES.resolve("parents/main-b")).identity("lm_head.weight"));
        checkpoint
                .headers()
                .forEach((name, header) -> assertThat(
                                json.get("tensors").get(name).get("digest").asString())
                        .as(name)
                        .isEqualTo(Digests.of(header, checkpoint.bytes(name)))
                        .isEqualTo(checkpoint.identity(name)));
    }

    @Test
    @DisplayName("writes equal bytes when it is done twice")
    void reproducible() throws IOException {
        for (String name : new String[] {"one/merged", "two/merged"}) {
            open("tokenizer-union", Manner.DEFAULT).write(folder.resolve(name), WHOLE, _ -> {});
        }
        try (Stream<Path> files = Files.list(folder.resolve("one/merged"))) {
            for (Path file : files.toList()) {
                assertThat(folder.resolve("two/merged").resolve(file.getFileName()))
                        .hasSameBinaryContentAs(file);
            }
        }
    }

    @Test
    @DisplayName("touches nothing where the folder is taken")
    void taken() throws IOException {
        Files.writeString(folder.resolve("mine.txt"), "keep");
        assertThatThrownBy(() -> open("t0", Manner.DEFAULT).write(folder, WHOLE, _ -> {}))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith(folder + ": there is something already");
        assertThat(folder).isDirectoryContaining("glob:**mine.txt");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    @DisplayName("leaves nothing behind where a parent holds a NaN, which strict reading refuses by name")
    void notFinite() {
        assertThatThrownBy(() -> open("special-values", Manner.DEFAULT).write(folder.resolve("merged"), WHOLE, _ -> {}))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("special-");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    @DisplayName("says which models it did not find, all of them, with their lines")
    void missingModels() {
        RecipeText recipe = new RecipeText(
                "r.yaml",
                "models:\n  - model: no/a\n  - model: ./no-b\nmerge_method: slerp\nbase_model: no/a\nparameters: {t: 0}\n",
                folder);
        assertThatThrownBy(() -> Merge.open(recipe, new Manner(Numerics.EXACT, Strictness.STRICT)))
                .isInstanceOf(InputException.class)
                .satisfies(refusal -> assertThat(((InputException) refusal).problems())
                        .hasSize(2)
                        .anySatisfy(problem -> assertThat(problem.toString()).startsWith("r.yaml:5: model \"no/a\": "))
                        .anySatisfy(
                                problem -> assertThat(problem.toString()).startsWith("r.yaml:3: model \"./no-b\": ")));
    }
}
