package dev.mergesweep.evaluator.validation;

import static dev.mergesweep.evaluator.validation.Damage.append;
import static dev.mergesweep.evaluator.validation.Damage.copy;
import static dev.mergesweep.evaluator.validation.Damage.cut;
import static dev.mergesweep.evaluator.validation.Damage.delete;
import static dev.mergesweep.evaluator.validation.Damage.fail;
import static dev.mergesweep.evaluator.validation.Damage.poke;
import static dev.mergesweep.evaluator.validation.Damage.replace;
import static dev.mergesweep.evaluator.validation.Damage.replaceFile;
import static dev.mergesweep.evaluator.validation.Damage.shard;
import static dev.mergesweep.evaluator.validation.Damage.shorten;
import static dev.mergesweep.evaluator.validation.Damage.size;
import static dev.mergesweep.evaluator.validation.Damage.warn;
import static dev.mergesweep.evaluator.validation.Damage.write;

import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What is done to a good checkpoint: one thing for everything that a check can refuse. */
final class Damages {
    /** Holds the good checkpoint's parts. */
    static final Path PROTOCOLS = Path.of("src/test/resources/protocols");

    private static final String SHARD = "model-00001-of-00001.safetensors";

    /** Where the tensors of the good checkpoint begin. */
    private static final long DATA = 8 + 3096;

    private Damages() {}

    static Stream<Damage> all() {
        return Stream.concat(files(), Stream.concat(weights(), origins()));
    }

    /** What can be seen without reading a weight. */
    private static Stream<Damage> files() {
        return Stream.of(
                fail("config.json removed", Check.FILES, path -> delete(path, "config.json")),
                fail("config.json cut", Check.FILES, path -> cut(path, "config.json", 20)),
                fail("weights removed", Check.FILES, path -> delete(path, "model.safetensors")),
                fail("weights cut by one byte", Check.FILES, path -> cut(path, "model.safetensors", 1)),
                fail("weights one byte longer", Check.FILES, path -> append(path, "model.safetensors")),
                fail("header's length damaged", Check.FILES, path -> poke(path, "model.safetensors", 6, 0x7F)),
                fail("an unknown type", Check.FILES, replace("model.safetensors", "BF16", "XF16")),
                fail(
                        "a tensor renamed",
                        Check.TENSORS,
                        replace("model.safetensors", "layers.1.mlp.up", "layers.1.mlp.uq")),
                fail(
                        "one layer more promised",
                        Check.TENSORS,
                        replace("config.json", "\"num_hidden_layers\": 3", "\"num_hidden_layers\": 4")),
                fail(
                        "another width promised",
                        Check.TENSORS,
                        replace("config.json", "\"intermediate_size\": 176", "\"intermediate_size\": 172")),
                fail(
                        "another vocab_size",
                        Check.VOCABULARY,
                        replace("config.json", "\"vocab_size\": 512", "\"vocab_size\": 500")),
                fail(
                        "tied flag wrong",
                        Check.TIED_WEIGHTS,
                        replace("config.json", "\"tie_word_embeddings\": false", "\"tie_word_embeddings\": true")),
                fail(
                        "the head renamed away",
                        Check.TIED_WEIGHTS,
                        replace("model.safetensors", "lm_head.weight", "model.rotary_emb.inv_freq")),
                fail("a NaN", Check.VALUES, path -> poke(path, "model.safetensors", size(path) - 1, 0x7F, 0xFF)),
                fail("an infinity", Check.VALUES, path -> poke(path, "model.safetensors", size(path) - 2, 0x80, 0x7F)),
                warn("another dtype named", Check.TYPES, replace("config.json", "bfloat16", "float16")),
                fail("tokenizer removed", Check.TOKENIZER, path -> delete(path, "tokenizer.json")),
                fail("tokenizer cut", Check.TOKENIZER, path -> cut(path, "tokenizer.json", 100)),
                fail(
                        "an id beyond the embedding",
                        Check.TOKENIZER,
                        replace("tokenizer.json", "\"id\": 1,", "\"id\": 512,")),
                fail(
                        "EOS beyond the embedding",
                        Check.SPECIAL_TOKENS,
                        replace("generation_config.json", "\"eos_token_id\": 1", "\"eos_token_id\": 999")),
                fail(
                        "EOS differs",
                        Check.SPECIAL_TOKENS,
                        replace("generation_config.json", "\"eos_token_id\": 1", "\"eos_token_id\": 7")),
                warn(
                        "generation stops elsewhere",
                        Check.SPECIAL_TOKENS,
                        replace("tokenizer_config.json", "\"eos_token\": \"<|eos|>\"", "\"eos_token\": \"<|bos|>\"")),
                fail(
                        "an unknown EOS token",
                        Check.SPECIAL_TOKENS,
                        replace("tokenizer_config.json", "<|eos|>", "<|end|>")),
                fail(
                        "generation_config.json broken",
                        Check.SPECIAL_TOKENS,
                        path -> cut(path, "generation_config.json", 3)),
                warn(
                        "a stale shard",
                        Check.FILES,
                        path -> copy(path, "model.safetensors", "model-00001-of-00002.safetensors")));
    }

    /** Weights, shapes, special tokens. */
    private static Stream<Damage> weights() {
        return Stream.of(
                fail("the header is no JSON", Check.FILES, path -> poke(path, "model.safetensors", 8, '[')),
                fail("the weights are an empty file", Check.FILES, path -> write(path, "model.safetensors", "")),
                fail("config.json is a list", Check.FILES, path -> write(path, "config.json", "[]")),
                fail(
                        "two tensors share bytes",
                        Check.FILES,
                        replace("model.safetensors", "[131072,131200]", "[131000,131128]")),
                fail(
                        "a tensor beyond the end",
                        Check.FILES,
                        replace("model.safetensors", "[408320,408448]", "[408322,408450]")),
                fail(
                        "a tensor doubled, another gone",
                        Check.FILES,
                        replace("model.safetensors", "layers.1.mlp.up_proj", "layers.0.mlp.up_proj")),
                fail(
                        "an index that names a missing shard",
                        Check.FILES,
                        path -> shard(path, "model-00002-of-00002.safetensors", "lm_head.weight")),
                fail("an index that names a missing tensor", Check.FILES, path -> shard(path, SHARD, "lm_tail.weight")),
                fail("an index that is cut", Check.FILES, path -> {
                    shard(path, SHARD, "lm_head.weight");
                    cut(path, "model.safetensors.index.json", 3);
                }),
                fail(
                        "a row too few in the embedding",
                        Check.VOCABULARY,
                        shorten("model.embed_tokens.weight", "[512,64]", "[511,64]", 128)),
                fail("a norm of half the width", Check.TENSORS, shorten("model.norm.weight", "[64]", "[32]", 64)),
                fail("a matrix transposed", Check.TENSORS, replace("model.safetensors", "[64,176]", "[176,64]")),
                fail(
                        "one layer less promised",
                        Check.TENSORS,
                        replace("config.json", "\"num_hidden_layers\": 3", "\"num_hidden_layers\": 2")),
                fail(
                        "other heads promised",
                        Check.TENSORS,
                        replace("config.json", "\"num_key_value_heads\": 2", "\"num_key_value_heads\": 4")),
                fail("an unknown architecture", Check.TENSORS, replace("config.json", "lama", "lamo")),
                fail(
                        "a NaN in layer 2",
                        Check.VALUES,
                        path -> poke(path, "model.safetensors", DATA + 316_032, 0xC0, 0x7F)),
                warn(
                        "a matrix of zeros",
                        Check.VALUES,
                        path -> poke(path, "model.safetensors", DATA + 295_424, new int[8192])),
                fail(
                        "weights that overflow",
                        Check.FORWARD,
                        path -> poke(path, "model.safetensors", DATA, huge(65_536))),
                warn(
                        "one tensor of another type",
                        Check.TYPES,
                        replace(
                                "model.safetensors",
                                "\"model.norm.weight\":{\"dtype\":\"BF16\"",
                                "\"model.norm.weight\":{\"dtype\":\"F16\"")),
                fail(
                        "BOS differs",
                        Check.SPECIAL_TOKENS,
                        replace("generation_config.json", "\"bos_token_id\": 0", "\"bos_token_id\": 5")),
                fail(
                        "padding beyond the embedding",
                        Check.SPECIAL_TOKENS,
                        replace(
                                "generation_config.json",
                                "\"bos_token_id\": 0",
                                "\"bos_token_id\": 0, \"pad_token_id\": 600")),
                fail(
                        "an unknown padding token",
                        Check.SPECIAL_TOKENS,
                        replace(
                                "tokenizer_config.json",
                                "\"bos_token\":",
                                "\"pad_token\": \"<pad>\", \"bos_token\":")));
    }

    /** Tokenizer and what merge.json remembers. */
    private static Stream<Damage> origins() {
        return Stream.of(
                fail("an empty tokenizer", Check.TOKENIZER, path -> write(path, "tokenizer.json", "{}")),
                fail(
                        "a tokenizer of another model",
                        Check.TOKENIZER,
                        path -> replaceFile(
                                path,
                                "tokenizer.json",
                                Path.of("../experiments/quickstart/models/stories/tokenizer.json"))),
                fail("merge.json broken", Check.PROVENANCE, path -> write(path, "merge.json", "{")),
                fail(
                        "a tensor changed since the merge",
                        Check.PROVENANCE,
                        path -> write(
                                path, "merge.json", "{\"tensors\": {\"lm_head.weight\": {\"digest\": \"other\"}}}")),
                warn(
                        "a parent changed since the merge",
                        Check.PARENTS,
                        path -> write(path, "merge.json", parents("lm_head.weight"))),
                warn(
                        "a parent lost a tensor since the merge",
                        Check.PARENTS,
                        path -> write(path, "merge.json", parents("lm_tail.weight"))));
    }

    private static String parents(String tensor) {
        return "{\"parents\": [{\"folder\": \"%s\", \"tensors\": {\"%s\": \"other\"}}]}"
                .formatted(PROTOCOLS.resolve("model"), tensor);
    }

    /** Of bfloat16, the largest finite value. */
    private static int[] huge(int bytes) {
        return IntStream.range(0, bytes).map(at -> 0x7F).toArray();
    }
}
