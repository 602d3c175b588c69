package dev.mergesweep.evaluator.architecture.family;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mergesweep.evaluator.architecture.Architecture;
import dev.mergesweep.evaluator.architecture.Frequencies;
import dev.mergesweep.merger.yaml.InputException;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class FamiliesTest {
    private static final String LLAMA = """
            {"model_type": "llama", "hidden_size": 64, "num_hidden_layers": 2, "num_attention_heads": 4, "vocab_size": 100,
             "intermediate_size": 96, "rms_norm_eps": 1e-5, "max_position_embeddings": 512}""";

    private static ObjectNode llama() {
        return (ObjectNode) JsonMapper.shared().readTree(LLAMA);
    }

    private static Architecture read(ObjectNode config) {
        return Families.read(config, "parent/config.json", Set.of());
    }

    @Nested
    @DisplayName("understands")
    class Understands {
        @Test
        @DisplayName("a config without what has a default")
        void defaults() {
            Architecture read = read(llama());
            assertThat(read.layers()).hasSize(2);
            assertThat(read.layers().getFirst().attention().heads().keyValue()).isEqualTo(4);
            assertThat(read.layers().getFirst().attention().heads().size()).isEqualTo(16);
            assertThat(read.head().output().weight().name()).isEqualTo("lm_head.weight");
            assertThat(read.rotaries().getFirst().frequencies()).isEqualTo(new Frequencies.Base(10_000));
        }

        @Test
        @DisplayName("both layouts of rotary positions alike")
        void layouts() {
            ObjectNode four = llama();
            four.put("rope_theta", 5000);
            four.putObject("rope_scaling").put("type", "linear").put("factor", 2);
            ObjectNode five = llama();
            five.putObject("rope_parameters")
                    .put("rope_type", "linear")
                    .put("rope_theta", 5000)
                    .put("factor", 2);
            assertThat(read(five)).isEqualTo(read(four));
        }

        @Test
        @DisplayName("keys that do not touch the arithmetic, and null as a missing key")
        void harmless() {
            ObjectNode config = llama();
            config.put("attention_dropout", 0.1).put("bos_token_id", 1).put("torch_dtype", "bfloat16");
            config.putNull("quantization_config");
            config.put("_name_or_path", "somewhere");
            assertThat(read(config)).isEqualTo(read(llama()));
        }

        @Test
        @DisplayName("GPT-2 with and without the prefix of its first release")
        void gpt2() {
            ObjectNode config = (ObjectNode) JsonMapper.shared().readTree("""
                    {"model_type": "gpt2", "n_embd": 8, "n_head": 2, "n_layer": 1, "n_positions": 16, "vocab_size": 10}""");
            assertThat(read(config).embedding().tokens().name()).isEqualTo("transformer.wte.weight");
            assertThat(Families.read(config, "config.json", Set.of("wte.weight"))
                            .embedding()
                            .tokens()
                            .name())
                    .isEqualTo("wte.weight");
        }
    }

    @Nested
    @DisplayName("refuses")
    class Refuses {
        @Test
        @DisplayName("an architecture it does not know, naming those it does")
        void unknownType() {
            assertThatThrownBy(() -> read(llama().put("model_type", "mamba")))
                    .isInstanceOf(InputException.class)
                    .hasMessage(
                            "parent/config.json: model_type \"mamba\" is not an architecture that can be scored. Known are"
                                    + " cohere, cohere2, gemma, gemma2, gemma3_text, glm, glm4, gpt2, gpt_neox, granite, llama, mistral,"
                                    + " mixtral, olmo2, phi3, qwen2, qwen3, qwen3_moe, smollm3, stablelm, starcoder2");
        }

        @Test
        @DisplayName("a config without a type")
        void noType() {
            ObjectNode config = llama();
            config.remove("model_type");
            assertThatThrownBy(() -> read(config))
                    .isInstanceOf(InputException.class)
                    .hasMessageStartingWith("parent/config.json: model_type is missing. Known are cohere,");
        }

        @Test
        @DisplayName("a key that may change what is computed")
        void unknownKey() {
            assertThatThrownBy(() -> read(llama().put("attention_sink_size", 4)))
                    .isInstanceOf(InputException.class)
                    .hasMessage(
                            "parent/config.json: attention_sink_size: is not a key that this architecture is known to have,"
                                    + " and it may change what the model computes. Remove it if it does not");
        }

        @Test
        @DisplayName("a key within rope_scaling that may change what is computed")
        void unknownKeyWithin() {
            ObjectNode config = llama();
            config.putObject("rope_scaling")
                    .put("rope_type", "linear")
                    .put("factor", 2)
                    .put("twist", 1);
            assertThatThrownBy(() -> read(config))
                    .isInstanceOf(InputException.class)
                    .hasMessage(
                            "parent/config.json: rope_scaling.twist: is not a key that this architecture is known to have,"
                                    + " and it may change what the model computes. Remove it if it does not");
        }

        @Test
        @DisplayName("several mistakes in one go")
        void severalAtOnce() {
            ObjectNode config = llama().put("hidden_size", -1).put("vocab_size", "many");
            config.remove("rms_norm_eps");
            assertThatThrownBy(() -> read(config))
                    .isInstanceOf(InputException.class)
                    .hasMessage("""
                            parent/config.json: hidden_size: -1 is not an integer from 1 to 1048576
                            parent/config.json: vocab_size: "many" is not an integer from 1 to 134217728
                            parent/config.json: rms_norm_eps: is missing. Add it; transformers' save_pretrained writes it
                            parent/config.json: num_attention_heads: 4 does not divide hidden_size, 1. Add head_dim""");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "hidden_act | 'mish' | \"mish\" is not known. Known are gelu, gelu_fast, gelu_new, gelu_pytorch_tanh, relu, silu, swish",
                    "num_key_value_heads | 3 | 3 does not divide num_attention_heads, 4",
                    "rope_scaling | 7 | 7 is not an object",
                    "mlp_bias | 'yes' | \"yes\" is not true or false",
                    "rope_theta | 0 | 0 is not a positive number",
                    "head_dim | 7 | makes 7 elements to turn; it must be an even number",
                })
        @DisplayName("a wrong value, saying what is known")
        void wrongValue(String key, String value, String message) {
            ObjectNode config = llama();
            config.set(key, JsonMapper.shared().readTree(value.matches("\\d+") ? value : "\"" + value + "\""));
            assertThatThrownBy(() -> read(config))
                    .isInstanceOf(InputException.class)
                    .hasMessage("parent/config.json: " + key + ": " + message);
        }
    }
}
