package dev.mergesweep.experiments.quickstart;

import dev.mergesweep.evaluator.djl.LlamaSize;
import dev.mergesweep.merger.checkpoint.ElementType;
import dev.mergesweep.merger.checkpoint.Shape;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A trained model as a Hugging Face folder: everything that transformers, mergekit and this program read. */
record ParentFolder(Path folder, BytePairs vocabulary) {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final ObjectWriter INDENTED = JSON.writer()
            .with(new DefaultPrettyPrinter(
                            Separators.createDefaultInstance().withObjectNameValueSpacing(Separators.Spacing.AFTER))
                    .withObjectIndenter(new DefaultIndenter("  ", "\n")));

    /** All but the weights. */
    void writeTexts(LlamaSize size) throws IOException {
        Files.createDirectories(folder);
        write("config.json", config(size));
        write("generation_config.json", ends(JSON.createObjectNode().put("_from_model_config", true)));
        write("tokenizer.json", TokenizerJson.of(vocabulary));
        write("tokenizer_config.json", TokenizerJson.settings(size.context()));
        write("special_tokens_map.json", TokenizerJson.names());
    }

    private void write(String name, ObjectNode content) throws IOException {
        Files.writeString(folder.resolve(name), INDENTED.writeValueAsString(content) + "\n");
    }

    private static ObjectNode ends(ObjectNode node) {
        return node.put("bos_token_id", TokenizerJson.BOS_ID).put("eos_token_id", TokenizerJson.EOS_ID);
    }

    private static ObjectNode config(LlamaSize size) {
        ObjectNode config = JSON.createObjectNode();
        config.putArray("architectures").add("LlamaForCausalLM");
        config.put("attention_bias", false).put("attention_dropout", 0.0);
        return ends(config)
                .put("head_dim", size.headSize())
                .put("hidden_act", "silu")
                .put("hidden_size", size.hidden())
                .put("initializer_range", LlamaSize.INITIAL_DEVIATION)
                .put("intermediate_size", size.feedForward())
                .put("max_position_embeddings", size.context())
                .put("mlp_bias", false)
                .put("model_type", "llama")
                .put("num_attention_heads", size.heads())
                .put("num_hidden_layers", size.layers())
                .put("num_key_value_heads", size.keyValueHeads())
                .put("pretraining_tp", 1)
                .put("rms_norm_eps", LlamaSize.EPSILON)
                .putNull("rope_scaling")
                .put("rope_theta", LlamaSize.ROPE_BASE)
                .put("tie_word_embeddings", true)
                .put("torch_dtype", "bfloat16")
                .put("use_cache", true)
                .put("vocab_size", size.vocabulary());
    }

    /** The weights, rounded to bfloat16, as one safetensors file. */
    void writeTensors(LlamaSize size, Map<String, float[]> weights) throws IOException {
        byte[] header = header(size);
        int padding = -header.length & 7;
        try (OutputStream out = Files.newOutputStream(folder.resolve("model.safetensors"))) {
            out.write(ByteBuffer.allocate(8)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(header.length + padding)
                    .array());
            out.write(header);
            out.write(" ".repeat(padding).getBytes(StandardCharsets.US_ASCII));
            for (String name : size.tensors().keySet()) {
                out.write(bfloat16(Objects.requireNonNull(weights.get(name), name)));
            }
        }
    }

    private static byte[] header(LlamaSize size) {
        ObjectNode header = JSON.createObjectNode();
        header.putObject("__metadata__").put("format", "pt");
        long offset = 0;
        for (Map.Entry<String, Shape> tensor : size.tensors().entrySet()) {
            ObjectNode entry = header.putObject(tensor.getKey()).put("dtype", "BF16");
            tensor.getValue().dimensions().forEach(entry.putArray("shape")::add);
            long end = offset + ElementType.BF16.bytes() * tensor.getValue().elements();
            entry.putArray("data_offsets").add(offset).add(end);
            offset = end;
        }
        return JSON.writeValueAsBytes(header);
    }

    private static byte[] bfloat16(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            int bits = Float.floatToRawIntBits(value);
            bytes.putShort((short) ((bits + 0x7fff + (bits >>> 16 & 1)) >>> 16)); // to nearest, ties to even
        }
        return bytes.array();
    }
}
