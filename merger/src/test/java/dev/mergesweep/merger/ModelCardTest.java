package dev.mergesweep.merger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mergesweep.merger.Merge.Extent;
import dev.mergesweep.merger.Merge.Manner;
import dev.mergesweep.merger.Merge.RecipeText;
import dev.mergesweep.merger.checkpoint.Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** What a card claims, and what it does not. */
class ModelCardTest {
    private static final Path PARENTS = Path.of("src/test/resources/merges/parents");

    @TempDir
    private Path folder;

    @BeforeEach
    void parents() throws IOException {
        for (String parent : List.of("mini-a", "mini-b")) {
            Path copy = Files.createDirectories(folder.resolve("models").resolve(parent));
            try (var files = Files.list(PARENTS.resolve(parent))) {
                for (Path file : files.toList()) {
                    Files.copy(file, copy.resolve(file.getFileName().toString()));
                }
            }
        }
        Files.writeString(folder.resolve("recipe.yaml"), """
                # mine
                merge_method: slerp
                base_model: models/mini-a
                models: [{model: models/mini-a}, {model: models/mini-b}]
                parameters: {t: 0.5}
                dtype: bfloat16
                """);
    }

    private void card(String parent, String text) throws IOException {
        Files.writeString(folder.resolve("models").resolve(parent).resolve("README.md"), text);
    }

    private Path write(CardSupplement supplement) throws IOException {
        Path out = folder.resolve("out/merged");
        Files.createDirectories(folder.resolve("out"));
        Merge.open(RecipeText.read(folder.resolve("recipe.yaml")), Manner.DEFAULT)
                .write(out, Extent.whole(1_000_000_000).with(supplement), _ -> {});
        return out;
    }

    private String written() throws IOException {
        return Files.readString(write(CardSupplement.NONE).resolve("README.md"));
    }

    @Nested
    class Licences {
        private static final String APACHE = "---\nlicense: apache-2.0\ntags: [x]\n---\n# A\n";

        @Test
        @DisplayName("the one that both parents state is stated")
        void same() throws IOException {
            card("mini-a", APACHE);
            card("mini-b", APACHE.replace("\n", "\r\n"));
            assertThat(written()).contains("\nlicense: apache-2.0\n").doesNotContain("## Licence");
        }

        @Test
        @DisplayName("a licence of its own name keeps name and address")
        void named() throws IOException {
            String card = "---\nlicense: other\nlicense_name: mine\nlicense_link: https://example.org/l\n---\n";
            card("mini-a", card);
            card("mini-b", card);
            assertThat(written())
                    .contains("\nlicense: other\nlicense_name: mine\nlicense_link: \"https://example.org/l\"\n");
        }

        @Test
        @DisplayName("different ones are told, and none is chosen")
        void different() throws IOException {
            card("mini-a", APACHE);
            card("mini-b", "---\nlicense: other\nlicense_name: mine\n---\n");
            assertThat(written()).doesNotContain("\nlicense:").contains("""
                    ## Licence

                    None is stated here, because the models that were merged do not state the same one:

                    - `models/mini-a`: apache-2.0
                    - `models/mini-b`: other (mine)

                    Read their terms before you pass this on.
                    """);
        }

        @ParameterizedTest
        @ValueSource(strings = {"# no front matter", "---\nlicense: [\n---\n", "---\nlicense:\n", "---\n- a\n---\n"})
        @DisplayName("a card that states none is said to state none")
        void none(String text) throws IOException {
            card("mini-a", APACHE);
            card("mini-b", text);
            assertThat(written()).doesNotContain("\nlicense:").contains("- `models/mini-b`: none in its model card\n");
        }
    }

    @Test
    @DisplayName("what was scored stands in the front matter and before the recipe")
    void supplement() throws IOException {
        var results = JsonMapper.shared().readTree("""
                [{"dataset": {"name": "a: b"}, "metrics": [{"value": 1.5, "verified": false, "args": {"n": 3}}]}]""");
        Path out = write(new CardSupplement(results, "## How it scores\n\nWell.", false));
        assertThat(Files.readString(out.resolve("README.md")))
                .contains("""
                        model-index:
                          - name: merged
                            results:
                              - dataset:
                                  name: "a: b"
                                metrics:
                                  - value: 1.5
                                    verified: false
                                    args:
                                      n: 3
                        ---
                        # merged
                        """)
                .containsSubsequence("- Numerics: exact\n", "\n## How it scores\n\nWell.\n", "\n## Recipe\n");
    }

    @Test
    @DisplayName("a portable recipe makes the same tensors from where it lies")
    void portable() throws IOException {
        Path out = write(new CardSupplement(null, "", true));
        Path recipe = out.resolve("mergekit_config.yml");
        assertThat(recipe)
                .content()
                .contains("base_model: ../../models/mini-a\n")
                .doesNotContain("# mine");
        assertThat(Files.readString(out.resolve("README.md")))
                .contains(
                        "- Base: `../../models/mini-a`\n- Models: `../../models/mini-a`, `../../models/mini-b`\n",
                        "- `../../models/mini-b`: none in its model card\n",
                        "mergekit-yaml mergekit_config.yml again")
                .doesNotContain("`models/");
        var again = Merge.open(RecipeText.read(recipe), Manner.DEFAULT).tensors();
        Checkpoint merged = Checkpoint.open(out);
        assertThat(Verification.of(merged).identical()).isTrue();
        assertThat(again.headers()).isEqualTo(merged.headers());
    }

    @Test
    @DisplayName("a merge keeps its recipe as it was written")
    void kept() throws IOException {
        Path out = write(CardSupplement.NONE);
        assertThat(out.resolve("mergekit_config.yml")).hasSameBinaryContentAs(folder.resolve("recipe.yaml"));
    }
}
