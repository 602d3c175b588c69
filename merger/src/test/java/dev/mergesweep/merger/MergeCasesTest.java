package dev.mergesweep.merger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mergesweep.merger.Merge.Extent;
import dev.mergesweep.merger.Merge.Manner;
import dev.mergesweep.merger.Merge.RecipeText;
import dev.mergesweep.merger.checkpoint.Checkpoint;
import dev.mergesweep.merger.checkpoint.ElementType;
import dev.mergesweep.merger.checkpoint.ShardSize;
import dev.mergesweep.merger.yaml.InputException;
import dev.mergesweep.merger.yaml.Strictness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Merges of tiny checkpoints against what mergekit 0.1.4 made of the same recipes. A new case is a new folder. */
class MergeCasesTest {
    private static final Map<String, long[]> LIMITS = limits();

    @TempDir
    private Path folder;

    static Stream<MergeCase> successes() {
        return MergeCase.all().filter(MergeCase::succeedsInMergekit);
    }

    static Stream<MergeCase> refusals() {
        return MergeCase.all().filter(MergeCase::isRefused);
    }

    static Stream<MergeCase> repaired() {
        return MergeCase.all().filter(merge -> !merge.succeedsInMergekit() && !merge.isRefused());
    }

    @ParameterizedTest
    @MethodSource("successes")
    @DisplayName("in exact numerics no more elements differ from mergekit's than rounding explains")
    void exact(MergeCase merge) {
        assertThat(differing(merge, open(merge, Numerics.EXACT).tensors())).isLessThanOrEqualTo(limit(merge, 0));
    }

    /** Two elements more than an emulation in Python differs in: the sine of the platform may be off by one place. */
    @ParameterizedTest
    @MethodSource("successes")
    @DisplayName("in mergekit numerics tensors, files, configuration, tokenizer and branches are mergekit's")
    void sameFolder(MergeCase merge) throws IOException {
        Path out = write(merge);
        assertThat(differing(merge, Checkpoint.open(out))).isLessThanOrEqualTo(limit(merge, 1) + 2);

        Set<String> files = new TreeSet<>(names(merge.expected()));
        files.add("merge.json");
        assertThat(names(out)).isEqualTo(files);
        assertThat(setKeys(MergeCase.json(out.resolve("config.json")))).isEqualTo(expectedKeys(merge));
        assertThat(branches(MergeCase.json(out.resolve("merge.json")))).isEqualTo(branches(merge.schedule()));
        for (String name : List.of(
                "tokenizer.json", "tokenizer_config.json", "generation_config.json", "model.safetensors.index.json")) {
            if (files.contains(name)) {
                assertThat(comparable(out.resolve(name)))
                        .as(name)
                        .isEqualTo(comparable(merge.expected().resolve(name)));
            }
        }
        for (String name : List.of("chat_template.jinja", "mergekit_config.yml")) {
            if (files.contains(name)) {
                assertThat(Files.readString(out.resolve(name)))
                        .as(name)
                        .isEqualTo(MergeCase.withParents(
                                Files.readString(merge.expected().resolve(name))));
            }
        }
    }

    @Test
    @DisplayName(
            "in mergekit numerics 9,999 of 10,000 bfloat16 elements of all cases together are mergekit's, at least")
    void together() {
        long elements = 0;
        long different = 0;
        for (MergeCase merge : successes().toList()) {
            Checkpoint theirs = Checkpoint.open(merge.expected());
            TensorSource ours = open(merge, Numerics.MERGEKIT).tensors();
            for (var tensor : theirs.headers().entrySet()) {
                if (tensor.getValue().type() == ElementType.BF16) {
                    elements += tensor.getValue().shape().elements();
                    different += Elements.differing(ours, theirs, tensor.getKey());
                }
            }
        }
        assertThat(elements).isGreaterThan(1_000_000);
        assertThat(different * 10_000).isLessThanOrEqualTo(elements);
    }

    @ParameterizedTest
    @MethodSource("refusals")
    @DisplayName("what mergekit refuses for a reason is refused too, with a message that says what to do")
    void refuses(MergeCase merge) {
        InputException refusal = catchThrowableOfType(InputException.class, () -> write(merge));
        assertThat(refusal).as("%s was accepted", merge).isNotNull();
        assertThat(refusal.getMessage() + "\n").isEqualTo(MergeCase.withParents(merge.text("refusal.txt")));
        assertThat(folder).isEmptyDirectory();
    }

    @ParameterizedTest
    @MethodSource("repaired")
    @DisplayName("where mergekit fails by a fault of its own, the merge is made")
    void works(MergeCase merge) throws IOException {
        Path out = write(merge);
        assertThat(Checkpoint.open(out).headers()).isNotEmpty();
    }

    private static Merge open(MergeCase merge, Numerics numerics) {
        RecipeText recipe = new RecipeText("recipe.yaml", merge.recipe(), merge.folder());
        return Merge.open(recipe, new Manner(numerics, Strictness.LENIENT));
    }

    private Path write(MergeCase merge) throws IOException {
        String command = merge.text("command.txt");
        String size = command.contains("--out-shard-size")
                ? command.replaceAll("(?s).*--out-shard-size (\\S+).*", "$1")
                : ShardSize.DEFAULT;
        Extent extent = new Extent(
                ShardSize.bytes("--max-shard-size", size),
                !command.contains("--no-write-model-card"),
                !command.contains("--no-copy-tokenizer"),
                CardSupplement.NONE);
        Path out = folder.resolve(merge.name());
        open(merge, Numerics.MERGEKIT).write(out, extent, _ -> {});
        return out;
    }

    private static Set<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static long differing(MergeCase merge, TensorSource ours) {
        Checkpoint theirs = Checkpoint.open(merge.expected());
        assertThat(new TreeMap<>(ours.headers())).isEqualTo(new TreeMap<>(theirs.headers()));
        return theirs.headers().keySet().stream()
                .mapToLong(name -> Elements.differing(ours, theirs, name))
                .sum();
    }

    /** The keys of config.json that a merge changes. */
    private static Map<String, String> setKeys(JsonNode config) {
        Map<String, String> keys = new LinkedHashMap<>();
        keys.put(
                "dtype",
                config.path("dtype").asString(config.path("torch_dtype").asString("")));
        for (String key :
                List.of("num_hidden_layers", "vocab_size", "tie_word_embeddings", "architectures", "hidden_size")) {
            keys.put(key, config.path(key).toString());
        }
        return keys;
    }

    /** mergekit's, but for the keys in {@code differs.json}, in which ours tells the truth and mergekit's does not. */
    private static Map<String, String> expectedKeys(MergeCase merge) {
        Map<String, String> keys = setKeys(MergeCase.json(merge.expected().resolve("config.json")));
        Path differs = merge.folder().resolve("differs.json");
        if (Files.exists(differs)) {
            MergeCase.json(differs)
                    .properties()
                    .forEach(entry -> keys.put(
                            entry.getKey(),
                            entry.getValue().isString()
                                    ? entry.getValue().asString()
                                    : entry.getValue().toString()));
        }
        return keys;
    }

    private static Map<String, String> branches(JsonNode json) {
        Map<String, String> branches = new TreeMap<>();
        json.get("tensors")
                .properties()
                .forEach(entry -> branches.put(
                        entry.getKey(),
                        entry.getValue().get("branch").asString().toLowerCase(Locale.ROOT)));
        return branches;
    }

    /** Without what transformers or mergekit note about themselves. */
    private static JsonNode comparable(Path file) {
        ObjectNode json = (ObjectNode) MergeCase.json(file);
        json.remove(List.of("is_local", "local_files_only", "transformers_version"));
        if (json.path("metadata") instanceof ObjectNode metadata) {
            metadata.remove("mergekit_version");
        }
        return json;
    }

    private static long limit(MergeCase merge, int column) {
        long[] limit = LIMITS.get(merge.name());
        assertThat(limit).as("%s has no line in limits.csv", merge).isNotNull();
        return limit[column];
    }

    private static Map<String, long[]> limits() {
        return MergeCase.lines("limits.csv")
                .skip(1)
                .map(line -> line.split(","))
                .collect(Collectors.toMap(columns -> columns[0], columns ->
                        new long[] {Long.parseLong(columns[1]), Long.parseLong(columns[2])}));
    }
}
