package dev.mergesweep.experiments.quickstart;

import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A vocabulary as the files of Hugging Face's tokenizers, with BOS before every text. */
final class TokenizerJson {

    static final int BOS_ID = 0;
    static final int EOS_ID = 1;

    private static final JsonMapper JSON = JsonMapper.shared();

    private TokenizerJson() {}

    /** {@code tokenizer.json}. */
    static ObjectNode of(BytePairs pairs) {
        ObjectNode tokenizer = JSON.createObjectNode().put("version", "1.0");
        tokenizer.putNull("truncation").putNull("padding");
        ArrayNode added = tokenizer.putArray("added_tokens");
        added.add(special(BytePairs.BOS).put("id", BOS_ID));
        added.add(special(BytePairs.EOS).put("id", EOS_ID));
        tokenizer.putNull("normalizer");
        tokenizer.set("pre_tokenizer", pieces());
        tokenizer.set("post_processor", bosFirst());
        tokenizer.set("decoder", byteLevel());
        tokenizer.set("model", model(pairs));
        return tokenizer;
    }

    private static ObjectNode pieces() {
        ObjectNode sequence = JSON.createObjectNode().put("type", "Sequence");
        ArrayNode steps = sequence.putArray("pretokenizers");
        ObjectNode split = steps.addObject().put("type", "Split");
        split.putObject("pattern").put("Regex", BytePairs.PIECE);
        split.put("behavior", "Isolated").put("invert", false);
        steps.add(byteLevel());
        return sequence;
    }

    private static ObjectNode model(BytePairs pairs) {
        ObjectNode model = JSON.createObjectNode().put("type", "BPE");
        model.putNull("dropout").putNull("unk_token");
        model.putNull("continuing_subword_prefix").putNull("end_of_word_suffix");
        model.put("fuse_unk", false).put("byte_fallback", false).put("ignore_merges", false);
        ObjectNode vocabulary = model.putObject("vocab");
        for (int id = 0; id < pairs.tokens().size(); id++) {
            vocabulary.put(pairs.tokens().get(id), id);
        }
        pairs.merges().forEach(model.putArray("merges")::add);
        return model;
    }

    /** {@code tokenizer_config.json}. */
    static ObjectNode settings(int context) {
        ObjectNode settings = JSON.createObjectNode();
        ObjectNode byId = settings.putObject("added_tokens_decoder");
        byId.set(String.valueOf(BOS_ID), special(BytePairs.BOS));
        byId.set(String.valueOf(EOS_ID), special(BytePairs.EOS));
        settings.setAll(names());
        return settings.put("clean_up_tokenization_spaces", false)
                .put("model_max_length", context)
                .put("tokenizer_class", "PreTrainedTokenizerFast");
    }

    /** {@code special_tokens_map.json}. */
    static ObjectNode names() {
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
            template.addObject()
                    .putObject("SpecialToken")
                    .put("id", BytePairs.BOS)
                    .put("type_id", 0);
            template.addObject().putObject("Sequence").put("id", "A").put("type_id", 0);
            if (form.equals("pair")) {
                template.addObject().putObject("Sequence").put("id", "B").put("type_id", 1);
            }
        }
        ObjectNode bos =
                processor.putObject("special_tokens").putObject(BytePairs.BOS).put("id", BytePairs.BOS);
        bos.putArray("ids").add(BOS_ID);
        bos.putArray("tokens").add(BytePairs.BOS);
        return processor;
    }
}
