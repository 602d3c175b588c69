package dev.mergesweep.merger.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mergesweep.merger.checkpoint.ElementType;
import dev.mergesweep.merger.yaml.InputException;
import dev.mergesweep.merger.yaml.Problem;
import dev.mergesweep.merger.yaml.Problems;
import dev.mergesweep.merger.yaml.Strictness;
import dev.mergesweep.merger.yaml.YamlReader;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecipeReaderTest {
    private static final String SOUND = """
            models: [{model: a}, {model: b}]
            merge_method: slerp
            base_model: a
            """;

    private final Problems problems = new Problems();

    private Recipe read(String text, Strictness strictness) {
        return RecipeReader.read(YamlReader.parse(text, "r.yaml", problems, strictness), problems, strictness);
    }

    private String refusal(String text) {
        InputException refusal = catchThrowableOfType(InputException.class, () -> read(text, Strictness.STRICT));
        assertThat(refusal).as("accepted: %s", text).isNotNull();
        return refusal.getMessage();
    }

    private List<String> warnings(String text) {
        read(text, Strictness.LENIENT);
        return problems.warnings().stream().map(Problem::toString).toList();
    }

    @Nested
    @DisplayName("A sound recipe")
    class Sound {
        @Test
        @DisplayName("in mergekit's short form becomes one slice of all layers")
        void normalForm() {
            Recipe recipe = read(SOUND + "parameters: {t: 0.5}\ndtype: bfloat16\n", Strictness.STRICT);

            assertThat(recipe.method()).isEqualTo(MergeMethod.SLERP);
            assertThat(recipe.types().load()).isEqualTo(ElementType.BF16);
            Recipe.RecipeModule module = recipe.modules().getFirst();
            assertThat(module.name()).isEqualTo("default");
            assertThat(module.whole()).isTrue();
            assertThat(module.slices())
                    .singleElement()
                    .satisfies(slice -> assertThat(slice.sources())
                            .extracting(source -> source.model().path())
                            .containsExactly("a", "b"));
            assertThat(problems.warnings()).isEmpty();
        }

        @Test
        @DisplayName("with models gets a base that is not listed as its last source")
        void baseIsAdded() {
            Recipe recipe = read("models: [{model: b}]\nmerge_method: slerp\nbase_model: a\n", Strictness.STRICT);
            assertThat(recipe.modules().getFirst().slices().getFirst().sources())
                    .extracting(source -> source.model().path())
                    .containsExactly("b", "a");
        }

        @Test
        @DisplayName("may name a model as a mapping")
        void mapping() {
            Recipe recipe = read(
                    "models: [{model: {model: {path: a, revision: v1}}}, {model: b}]\nmerge_method: slerp\nbase_model: a@v1\n",
                    Strictness.STRICT);
            assertThat(recipe.models()).extracting(ModelReference::path).containsExactly("a@v1", "b");
        }

        @ParameterizedTest
        @CsvSource({
            "0.3, 0.3",
            "3e-1, 0.3",
            "'\"0.3_0\"', 0.3",
            "'\" 0.3 \"', 0.3",
            "010, 8",
            "1:18, 78",
            "yes, 1",
            "off, 0",
            "true, 1",
            "+.5, 0.5",
            "1_0, 10",
            "0x10, 16",
            "0b11, 3",
            "1:30.5, 90.5",
            "'\"1e-2\"', 0.01"
        })
        @DisplayName("may write a number in every way that PyYAML and pydantic take for one")
        void numbers(String written, double value) {
            Recipe recipe = read(SOUND + "parameters: {t: " + written + "}\n", Strictness.LENIENT);
            Setting.Choice choice = recipe.parameters().evaluate("t", "x", 0);
            assertThat(choice).isNotNull().extracting(Setting.Choice::value).isEqualTo(value);
        }
    }

    @Nested
    @DisplayName("Strict reading refuses")
    class Strict {
        @Test
        @DisplayName("several mistakes of one file in one go, each with its line")
        void allAtOnce() {
            assertThat(refusal("""
                            models:
                              - model: a
                                parameters: {t: 0.3}
                              - modle: b
                            merge_method: slerp
                            base_model: a
                            parameters:
                              t:
                                - filter: mlp
                                  value: high
                                - {value: [0, .nan]}
                              tt: 0.5
                            dtype: bf16
                            dtypo: x
                            """)).isEqualTo("""
                            r.yaml:3: models[0].parameters.t: t is never read at a model. Move it to the parameters of the slice or of the recipe
                            r.yaml:4: models[1].model: the name of the model is missing
                            r.yaml:4: models[1].modle: there is no such key. Did you mean model?
                            r.yaml:10: parameters.t[0].value: "high" is not a number. Write a number, or a list of numbers
                            r.yaml:11: parameters.t[1].value[1]: ".nan" is no finite number. It would make every tensor NaN
                            r.yaml:12: parameters.tt: there is no such parameter. Did you mean t?
                            r.yaml:13: dtype: "bf16" is not an element type. Use bfloat16, float16 or float32
                            r.yaml:14: dtypo: there is no such key. Did you mean dtype?""");
        }

        @Test
        @DisplayName("a key that stands twice")
        void duplicateKey() {
            assertThat(refusal(SOUND + "base_model: b\nparameters: {t: 1}\n"))
                    .isEqualTo(
                            "r.yaml:4: base_model: the key stands here a second time; line 3 has it too. Keep one of them");
        }

        @Test
        @DisplayName("an empty and a reversed layer range")
        void emptyRanges() {
            assertThat(refusal("""
                            slices:
                              - sources: [{model: a, layer_range: [2, 2]}]
                              - sources: [{model: a, layer_range: [3, 1]}]
                              - sources: [{model: a, layer_range: [-1, 2]}]
                              - sources: [{model: a}]
                            merge_method: passthrough
                            """)).isEqualTo("""
                            r.yaml:2: slices[0].sources[0].layer_range: [2, 2] holds no layer. Write [first, last + 1]
                            r.yaml:3: slices[1].sources[0].layer_range: [3, 1] holds no layer. Write [first, last + 1]
                            r.yaml:4: slices[2].sources[0].layer_range: a layer range is two whole numbers, neither negative. Write [first, last + 1]
                            r.yaml:5: slices[3].sources[0].layer_range: the key is missing. Write layer_range: [first, last + 1]""");
        }

        @Test
        @DisplayName("int64, which cuts weights down to whole numbers")
        void int64() {
            assertThat(refusal(SOUND + "out_dtype: int64\n"))
                    .isEqualTo(
                            "r.yaml:4: out_dtype: int64 cuts every weight down to a whole number. Use bfloat16, float16 or float32");
        }

        @Test
        @DisplayName("a LoRA, saying what to do instead")
        void lora() {
            assertThat(
                            refusal(
                                    "models: [{model: a+lora}, {model: b@x@y}]\nmerge_method: slerp\nbase_model: {model: a, lora: c}\n"))
                    .isEqualTo("""
                            r.yaml:3: base_model.lora: this asks for a LoRA, which MergeSweep does not apply. Merge the LoRA into its model first, and name the folder of the result
                            r.yaml:1: models[0].model: "a+lora" names a LoRA, which MergeSweep does not apply. Merge the LoRA into its model first, and name the folder of the result
                            r.yaml:1: models[1].model: "b@x@y" has more than one "@". Write NAME@REVISION""");
        }

        @Test
        @DisplayName("another method of mergekit, as one that MergeSweep does not have")
        void otherMethod() {
            assertThat(refusal("models: [{model: a}]\nmerge_method: ties\n"))
                    .isEqualTo(
                            "r.yaml:2: merge_method: \"ties\" is a method of mergekit that MergeSweep does not have. Use one of slerp, linear, passthrough");
        }

        @Test
        @DisplayName("a document that is no recipe at all")
        void noRecipe() {
            assertThat(refusal("- a\n- b\n")).isEqualTo("r.yaml:1: this is a list, not a mapping. Write key: value");
            assertThat(refusal("")).isEqualTo("r.yaml: the file is empty. Give it a mapping, key: value a line");
            assertThat(refusal("a: [")).startsWith("r.yaml:1: this is no YAML: ");
        }

        @Test
        @DisplayName("tokenizer rules that cannot be followed")
        void tokenizer() {
            assertThat(refusal(SOUND + """
                              tokenizer:
                                source: 3
                                pad_to_multiple_of: 0
                                tokens:
                                  x: {source: {kind: moon}}
                                  y: {source: {kind: model_token, model: a}}
                                  z: {force: maybe}
                              """)).isEqualTo("""
                            r.yaml:5: tokenizer.source: "3" is not the name of a model. Write it in quotes
                            r.yaml:8: tokenizer.tokens.x.source.kind: "moon" is no kind of source. Use model_token or zero
                            r.yaml:9: tokenizer.tokens.y.source.token: one of token and token_id is needed
                            r.yaml:10: tokenizer.tokens.z.force: "maybe" is neither true nor false
                            r.yaml:6: tokenizer.pad_to_multiple_of: "0" is no number of rows. Write a whole number from 1 to 1048576""");
        }
    }

    @Nested
    @DisplayName("Lenient reading warns")
    class Lenient {
        @Test
        @DisplayName("of what mergekit silently ignores")
        void ignored() {
            assertThat(warnings("""
                            models: [{model: a, parameters: {t: 1}}, {model: b}]
                            merge_method: slerp
                            base_model: a
                            base_model: a
                            parameters: {t: 0.5, tt: 1}
                            name: x
                            """))
                    .containsExactly(
                            "r.yaml:4: base_model: the key stands here a second time; line 3 has it too; the last one counts",
                            "r.yaml:1: models[0].parameters.t: t is never read at a model; it is ignored. Move it to the parameters of the slice or of the recipe",
                            "r.yaml:5: parameters.tt: there is no such parameter; it is ignored. Did you mean t?",
                            "r.yaml:6: name: there is no such key; it is ignored. Known here: merge_method, base_model, models, slices, modules, parameters, dtype, out_dtype, tokenizer_source, tokenizer, chat_template");
        }
    }

    @Test
    @DisplayName(
            "Strict reading too only warns of parameters of other methods, of entries behind a catch-all and of t outside 0 to 1")
    void alwaysWarnings() {
        read(SOUND + """
                          parameters:
                            normalize: true
                            t: [{value: 1.5}, {filter: mlp, value: -0.1}]
                          """, Strictness.STRICT);
        assertThat(problems.warnings())
                .extracting(Problem::toString)
                .containsExactly(
                        "r.yaml:5: parameters.normalize: slerp does not use normalize; it is ignored",
                        "r.yaml:6: parameters.t[1]: this entry is never reached, because parameters.t[0] matches every tensor. Put the entry without a filter last",
                        "r.yaml:6: parameters.t[0].value: t = 1.5 lies outside 0 to 1 and extrapolates",
                        "r.yaml:6: parameters.t[1].value: t = -0.1 lies outside 0 to 1 and extrapolates");
    }
}
