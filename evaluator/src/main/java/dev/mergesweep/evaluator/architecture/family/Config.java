package dev.mergesweep.evaluator.architecture.family;

import dev.mergesweep.merger.yaml.Place;
import dev.mergesweep.merger.yaml.Problem;
import dev.mergesweep.merger.yaml.Problems;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A {@code config.json} that keeps account of what was read from it. A key that nobody asked for and that is not known to
 * leave the arithmetic alone is an error: it may change what the model computes.
 *
 * <p>A missing or wrong value is reported and a stand-in returned, so that all mistakes are told at once by
 * {@link #finish()}.
 */
final class Config {
    /** Far above any model; keeps a broken file from making us build millions of layers. */
    static final int MOST_LAYERS = 4096;

    /** Keys without a part in a forward pass for scoring. */
    private static final Set<String> HARMLESS = Set.of(
            "architectures",
            "model_type",
            "torch_dtype",
            "dtype",
            "use_cache",
            "transformers_version",
            "auto_map",
            "bos_token_id",
            "eos_token_id",
            "pad_token_id",
            "sep_token_id",
            "unk_token_id",
            "decoder_start_token_id",
            "initializer_range",
            "pretraining_tp",
            "is_decoder",
            "cache_implementation",
            "tokenizer_class",
            "name_or_path",
            "output_attentions",
            "output_hidden_states",
            "return_dict",
            "return_dict_in_generate",
            "task_specific_params",
            "id2label",
            "label2id",
            "problem_type",
            "finetuning_task",
            "use_return_dict",
            "max_sequence_length",
            "model_max_length",
            "is_llama_config",
            "generation_config",
            "chunk_size_feed_forward",
            "gradient_checkpointing",
            "use_bfloat16",
            "attn_implementation",
            "use_flash_attention_2",
            "use_flash_attn",
            "hidden_dropout_prob",
            "max_length",
            "tokenizer_config",
            "vocab_padding",
            "license",
            "model_name",
            "router_aux_loss_coef",
            "output_router_logits",
            "router_jitter_noise");

    private final ObjectNode node;
    private final Place place;
    private final String prefix;
    private final Problems problems;
    private final Set<String> tensors;
    private final Set<String> read = new HashSet<>();

    private Config(ObjectNode node, Place place, String prefix, Problems problems, Set<String> tensors) {
        this.node = node;
        this.place = place;
        this.prefix = prefix;
        this.problems = problems;
        this.tensors = tensors;
    }

    /**
     * @param file what messages call it
     * @param tensors names in the checkpoint, for architectures that come with more than one naming; may be empty
     */
    static Config of(ObjectNode node, String file, Set<String> tensors) {
        return new Config(node, Place.of(file), "", new Problems(), tensors);
    }

    /** Names of the checkpoint's tensors, as far as they are known. */
    Set<String> tensors() {
        return tensors;
    }

    /** Whether the key is there with a value other than null. */
    boolean has(String key) {
        return value(key) != null;
    }

    int integer(String key, int low, int high) {
        JsonNode value = value(key);
        if (value == null) {
            error(key, "is missing", "Add it; transformers' save_pretrained writes it");
            return low;
        }
        return integer(key, value, low, high);
    }

    int integer(String key, int low, int high, int otherwise) {
        JsonNode value = value(key);
        return value == null ? otherwise : integer(key, value, low, high);
    }

    private int integer(String key, JsonNode value, int low, int high) {
        if (!value.isIntegralNumber()
                || !value.canConvertToInt()
                || value.intValue() < low
                || value.intValue() > high) {
            error(key, "%s is not an integer from %d to %d".formatted(shown(value), low, high), "");
            return low;
        }
        return value.intValue();
    }

    /** A positive, finite number. */
    double positive(String key, double otherwise) {
        JsonNode value = value(key);
        if (value == null) {
            return otherwise;
        }
        if (!value.isNumber() || !(value.doubleValue() > 0) || !Double.isFinite(value.doubleValue())) {
            error(key, shown(value) + " is not a positive number", "");
            return 1;
        }
        return value.doubleValue();
    }

    double positive(String key) {
        if (!has(key)) {
            error(key, "is missing", "Add it; transformers' save_pretrained writes it");
        }
        return positive(key, 1);
    }

    /** Null stands for none, which is 0 here. @param otherwise where the key is missing */
    double positiveOrNone(String key, double otherwise) {
        return node.has(key) && !has(key) ? 0 : positive(key, otherwise);
    }

    boolean flag(String key, boolean otherwise) {
        JsonNode value = value(key);
        if (value == null) {
            return otherwise;
        }
        if (!value.isBoolean()) {
            error(key, shown(value) + " is not true or false", "");
            return otherwise;
        }
        return value.booleanValue();
    }

    /** One of the choices a key may name. */
    <T> T choice(String key, Map<String, T> choices, String otherwise) {
        JsonNode value = value(key);
        String name = value == null ? otherwise : value.isString() ? value.stringValue() : shown(value);
        T choice = choices.get(name);
        if (choice == null) {
            error(
                    key,
                    "\"%s\" is not known".formatted(name),
                    "Known are " + String.join(", ", new java.util.TreeSet<>(choices.keySet())));
            return choices.values().iterator().next();
        }
        return choice;
    }

    /** A list of strings; empty where the key is missing. */
    List<String> texts(String key) {
        return elements(key)
                .filter(JsonNode::isString)
                .map(JsonNode::stringValue)
                .toList();
    }

    /** A list of numbers; empty where the key is missing. */
    List<Double> numbers(String key) {
        return elements(key)
                .filter(JsonNode::isNumber)
                .map(JsonNode::doubleValue)
                .toList();
    }

    private Stream<JsonNode> elements(String key) {
        JsonNode value = value(key);
        if (value == null) {
            return Stream.empty();
        }
        if (!value.isArray()) {
            error(key, shown(value) + " is not a list", "");
            return Stream.empty();
        }
        return value.valueStream();
    }

    /** An object within; null where it is missing. Its keys are accounted for by {@link #finish()} of the object itself. */
    @Nullable
    Config object(String key) {
        JsonNode value = value(key);
        if (value == null) {
            return null;
        }
        if (!(value instanceof ObjectNode inner)) {
            error(key, shown(value) + " is not an object", "");
            return null;
        }
        return new Config(inner, place, prefix + key + ".", problems, tensors);
    }

    /** States a key's only supported value: another one is an error, its absence is fine. */
    void only(String key, boolean supported) {
        if (flag(key, supported) != supported) {
            error(key, !supported + " is not supported", "Only " + supported + " is");
        }
    }

    /** Says that these keys do not matter to this architecture. */
    void ignore(String... keys) {
        read.addAll(List.of(keys));
    }

    /** Reports once what each layer would report again. */
    void error(String key, String what, String advice) {
        Problem problem = new Problem(place, prefix + key, what, advice);
        if (!problems.errors().contains(problem)) {
            problems.error(problem.place(), problem.key(), what, advice);
        }
    }

    /** Reports keys that were not read, without ending. */
    void account() {
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            String key = entry.getKey();
            if (!read.contains(key) && !entry.getValue().isNull() && !harmless(key)) {
                error(
                        key,
                        "is not a key that this architecture is known to have, and it may change what the model computes",
                        "Remove it if it does not");
            }
        }
    }

    /** @throws dev.mergesweep.merger.yaml.InputException with all that is wrong, if anything is */
    void finish() {
        account();
        problems.throwIfAny();
    }

    /** Ends here if something is already wrong: what follows could not make sense of stand-ins. */
    void settle() {
        problems.throwIfAny();
    }

    private @Nullable JsonNode value(String key) {
        read.add(key);
        JsonNode value = node.get(key);
        return value == null || value.isNull() ? null : value;
    }

    private static boolean harmless(String key) {
        String lower = key.toLowerCase(Locale.ROOT);
        return HARMLESS.contains(key)
                || key.startsWith("_")
                || lower.contains("dropout")
                || lower.endsWith("pdrop")
                || lower.startsWith("summary_")
                || lower.startsWith("unsloth");
    }

    private static String shown(JsonNode value) {
        String text = value.toString();
        return text.length() <= 80 ? text : text.substring(0, 77) + "...";
    }
}
