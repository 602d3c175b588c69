package dev.mergesweep.experiments.quickstart;

import dev.mergesweep.evaluator.djl.LlamaSize;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A trained model as a Hugging Face folder: everything that transformers, mergekit and this program read. */
record ParentFolder(Path folder) {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final int BOS_ID = 0;
    private static final int EOS_ID = 1;

    void write(LlamaSize size, Map<String, float[]> weights, BytePairs pairs) throws IOException {
        Files.createDirectories(folder);
        write("config.json", config(size));
        write("generation_config.json", ends(JSON.createObjectNode().put("_from_model_config", true)));
        writeTokenizer(pairs, size.context());
        writeTensors(size, weights);
    }

    private void write(String name, ObjectNode content) throws IOException {
        Files.writeString(folder.resolve(name), JSON.writeValueAsString(content) + "\n");
    }

    private static ObjectNode ends(ObjectNode node) {
        return node.put("bos_token_id", BOS_ID).put("eos_token_id", EOS_ID);
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

    /** Tokenizer files with BOS before every text; {@code tokenizer.json} as Hugging Face's tokenizers 0.2x write it. */
    private void writeTokenizer(BytePairs pairs, int context) throws IOException {
        ObjectNode tokenizer = JSON.createObjectNode().put("version", "1.0");
        tokenizer.putNull("truncation").putNull("padding");
        ArrayNode added = tokenizer.putArray("added_tokens");
        added.add(special(BytePairs.BOS).put("id", BOS_ID));
        added.add(special(BytePairs.EOS).put("id", EOS_ID));
        tokenizer.putNull("normalizer");
        ObjectNode pieces = tokenizer.putObject("pre_tokenizer").put("type", "Sequence");
        ArrayNode steps = pieces.putArray("pretokenizers");
        ObjectNode split = steps.addObject().put("type", "Split");
        split.putObject("pattern").put("Regex", BytePairs.PIECE);
        split.put("behavior", "Isolated").put("invert", false);
        steps.add(byteLevel());
        tokenizer.set("post_processor", bosFirst());
        tokenizer.set("decoder", byteLevel());
        ObjectNode model = tokenizer.putObject("model").put("type", "BPE");
        model.putNull("dropout").putNull("unk_token");
        model.putNull("continuing_subword_prefix").putNull("end_of_word_suffix");
        model.put("fuse_unk", false).put("byte_fallback", false).put("ignore_merges", false);
        ObjectNode vocabulary = model.putObject("vocab");
        for (int id = 0; id < pairs.tokens().size(); id++) {
            vocabulary.put(pairs.tokens().get(id), id);
        }
        pairs.merges().forEach(model.putArray("merges")::add);
        write("tokenizer.json", tokenizer);
        write("tokenizer_config.json", tokenizerConfig(context));
        write("special_tokens_map.json", names());
    }

    private static ObjectNode tokenizerConfig(int context) {
        ObjectNode config = JSON.createObjectNode();
        ObjectNode byId = config.putObject("added_tokens_decoder");
        byId.set(String.valueOf(BOS_ID), special(BytePairs.BOS));
        byId.set(String.valueOf(EOS_ID), special(BytePairs.EOS));
        config.setAll(names());
        return config.put("clean_up_tokenization_spaces", false)
                .put("model_max_length", context)
                .put("tokenizer_class", "PreTrainedTokenizerFast");
    }

    private static ObjectNode names() {
        return JSON.createObjectNode().put("bos_token", BytePairs.BOS).put("eos_token", BytePairs.EOS);
    }

    private static ObjectNode special(String content) {
        return JSON.createObjectNode()
                .put("content", content)
                .put("single_word", false)
                .put("lstrip", false)
                .put("rstrip", false)
                .put("normalized", false)
                .put("special", true);
    }

    private static ObjectNode byteLevel() {
        return JSON.createObjectNode()
                .put("type", "ByteLevel")
                .put("add_prefix_space", false)
                .put("trim_offsets", true)
                .put("use_regex", false);
    }

    private static ObjectNode bosFirst() {
        ObjectNode processor = JSON.createObjectNode().put("type", "TemplateProcessing");
        for (String form : List.of("single", "pair")) {
            ArrayNode template = processor.putArray(form);
            template.addObject().putObject("SpecialToken").put("id", BytePairs.BOS).put("type_id", 0);
            template.addObject().putObject("Sequence").put("id", "A").put("type_id", 0);
            if (form.equals("pair")) {
                template.addObject().putObject("Sequence").put("id", "B").put("type_id", 1);
            }
        }
        ObjectNode bos = processor.putObject("special_tokens").putObject(BytePairs.BOS).put("id", BytePairs.BOS);
        bos.putArray("ids").add(BOS_ID);
        bos.putArray("tokens").add(BytePairs.BOS);
        return processor;
    }

    private void writeTensors(LlamaSize size, Map<String, float[]> weights) throws IOException {
        ObjectNode header = JSON.createObjectNode();
        header.putObject("__metadata__").put("format", "pt");
        long offset = 0;
        for (Map.Entry<String, long[]> tensor : size.tensors().entrySet()) {
            ObjectNode entry = header.putObject(tensor.getKey()).put("dtype", "BF16");
            ArrayNode shape = entry.putArray("shape");
            for (long extent : tensor.getValue()) {
                shape.add(extent);
            }
            long end = offset + 2L * weights.get(tensor.getKey()).length;
            entry.putArray("data_offsets").add(offset).add(end);
            offset = end;
        }
        byte[] text = JsonMapper.shared().writeValueAsString(header).getBytes(StandardCharsets.UTF_8);
        int padded = (text.length + 7) / 8 * 8;
        try (OutputStream out = Files.newOutputStream(folder.resolve("model.safetensors"))) {
            out.write(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(padded).array());
            out.write(text);
            out.write(" ".repeat(padded - text.length).getBytes(StandardCharsets.US_ASCII));
            for (String name : size.tensors().keySet()) {
                out.write(bfloat16(weights.get(name)));
            }
        }
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
