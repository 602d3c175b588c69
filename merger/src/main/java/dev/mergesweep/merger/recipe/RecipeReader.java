package dev.mergesweep.merger.recipe;

import dev.mergesweep.merger.checkpoint.ElementType;
import dev.mergesweep.merger.recipe.Recipe.RecipeModule;
import dev.mergesweep.merger.yaml.Fields;
import dev.mergesweep.merger.yaml.InputException;
import dev.mergesweep.merger.yaml.Place;
import dev.mergesweep.merger.yaml.Problems;
import dev.mergesweep.merger.yaml.ScalarValue;
import dev.mergesweep.merger.yaml.Similar;
import dev.mergesweep.merger.yaml.Strictness;
import dev.mergesweep.merger.yaml.YamlNode;
import dev.mergesweep.merger.yaml.YamlReader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a mergekit recipe; what is wrong with it is told in one go. */
public final class RecipeReader {
    /** mergekit's other methods: known, so that the message can say that they are not misspelt. */
    private static final Set<String> OTHER_METHODS = Set.of(
            "arcee_fusion",
            "breadcrumbs",
            "breadcrumbs_ties",
            "dare_linear",
            "dare_ties",
            "della",
            "della_linear",
            "karcher",
            "model_stock",
            "multislerp",
            "nearswap",
            "nuslerp",
            "ram",
            "ramplus_tl",
            "sce",
            "task_arithmetic",
            "ties");

    private static final List<String> ELEMENT_TYPES = List.of("bfloat16", "float16", "float32", "int64");

    private final Problems problems;
    private final Strictness strictness;
    private final ReferenceReader references;
    private final Fields fields;

    private RecipeReader(Fields fields, Problems problems, Strictness strictness) {
        this.fields = fields;
        this.problems = problems;
        this.strictness = strictness;
        this.references = new ReferenceReader(problems, strictness);
    }

    /** Reads a recipe file. @throws InputException with every mistake found */
    public static Recipe read(Path file, String name, Problems problems, Strictness strictness) {
        return read(YamlReader.read(file, name, problems, strictness), problems, strictness);
    }

    /**
     * Reads a recipe out of a document.
     *
     * @param problems takes the warnings
     * @throws InputException with every error in {@code problems}, those from before included
     */
    public static Recipe read(YamlNode root, Problems problems, Strictness strictness) {
        Fields fields = Fields.of(root, "", problems);
        Recipe recipe = fields == null ? null : new RecipeReader(fields, problems, strictness).read();
        problems.throwIfAny();
        if (recipe == null) {
            throw new IllegalStateException("No recipe and no mistake in it: " + root.place());
        }
        return recipe;
    }

    private @Nullable Recipe read() {
        MergeMethod method = method();
        int errorsBefore = problems.errors().size();
        ModelReference base = base();
        ParameterReader parameterReader = new ParameterReader(method, problems, strictness);
        List<RecipeModule> modules = new LayoutReader(base, parameterReader, problems, strictness).read(fields);
        boolean layoutIsSound = problems.errors().size() == errorsBefore;
        Parameters parameters = parameterReader.read(fields, ParameterReader.Level.GLOBAL);
        Casts casts = casts();
        TokenizerRecipe tokenizer = new TokenizerReader(problems, strictness).read(fields);
        ChatTemplate chatTemplate = chatTemplate();
        fields.reportUnknown(strictness);
        if (method == null) {
            return null;
        }
        Recipe recipe = new Recipe(fields.place(), method, modules, base, parameters, casts, tokenizer, chatTemplate);
        if (layoutIsSound) {
            new RecipeRules(recipe, problems).check();
        }
        return recipe;
    }

    private @Nullable MergeMethod method() {
        YamlNode node = fields.value("merge_method");
        if (node == null) {
            problems.error(fields.place(), "merge_method", "the key is missing", "Write merge_method: slerp");
            return null;
        }
        String name = node instanceof YamlNode.Scalar scalar ? scalar.text() : "";
        for (MergeMethod method : MergeMethod.values()) {
            if (method.mergekitName().equals(name)) {
                return method;
            }
        }
        reportMethod(node, name);
        return null;
    }

    private void reportMethod(YamlNode node, String name) {
        List<String> ours = Arrays.stream(MergeMethod.values())
                .map(MergeMethod::mergekitName)
                .toList();
        if (OTHER_METHODS.contains(name)) {
            problems.error(
                    node.place(),
                    "merge_method",
                    "\"%s\" is a method of mergekit that MergeSweep does not have".formatted(name),
                    "Use one of " + String.join(", ", ours));
            return;
        }
        Optional<String> similar = Similar.to(name, ours);
        problems.error(
                node.place(),
                "merge_method",
                Fields.describe(node) + " is not a merge method",
                similar.map(meant -> "Did you mean %s?".formatted(meant))
                        .orElse("Use one of " + String.join(", ", ours)));
    }

    private @Nullable ModelReference base() {
        YamlNode node = fields.value("base_model");
        return node == null ? null : references.read(node, "base_model");
    }

    private Casts casts() {
        YamlNode load = fields.value("dtype");
        YamlNode save = fields.value("out_dtype");
        return new Casts(elementType(load, "dtype"), text(load), elementType(save, "out_dtype"), text(save));
    }

    private static @Nullable String text(@Nullable YamlNode node) {
        return node instanceof YamlNode.Scalar scalar ? scalar.text() : null;
    }

    private @Nullable ElementType elementType(@Nullable YamlNode node, String key) {
        if (node == null) {
            return null;
        }
        String written = node instanceof YamlNode.Scalar scalar ? scalar.text() : "";
        String name = written.startsWith("torch.") ? written.substring("torch.".length()) : written;
        if (!ELEMENT_TYPES.contains(name)) {
            problems.error(
                    node.place(),
                    key,
                    Fields.describe(node) + " is not an element type",
                    "Use bfloat16, float16 or float32");
            return null;
        }
        if (name.equals("int64")) {
            reportWholeNumbers(node.place(), key);
        }
        return Arrays.stream(ElementType.values())
                .filter(type -> type.torchName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void reportWholeNumbers(Place place, String key) {
        String what = "int64 cuts every weight down to a whole number";
        switch (strictness) {
            case STRICT -> problems.error(place, key, what, "Use bfloat16, float16 or float32");
            case LENIENT -> problems.warning(place, key, what, "Use bfloat16, float16 or float32");
        }
    }

    private @Nullable ChatTemplate chatTemplate() {
        YamlNode node = fields.value("chat_template");
        if (node instanceof YamlNode.Scalar(Place place, String _, ScalarValue.Text(String text))) {
            return new ChatTemplate(place, text);
        }
        if (node != null) {
            problems.error(node.place(), "chat_template", Fields.describe(node) + " is not a text", "");
        }
        return null;
    }
}
