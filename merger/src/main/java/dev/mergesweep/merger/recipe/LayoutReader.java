package dev.mergesweep.merger.recipe;

import dev.mergesweep.merger.recipe.ParameterReader.Level;
import dev.mergesweep.merger.recipe.Recipe.LayerRange;
import dev.mergesweep.merger.recipe.Recipe.RecipeModule;
import dev.mergesweep.merger.recipe.Recipe.Slice;
import dev.mergesweep.merger.recipe.Recipe.Source;
import dev.mergesweep.merger.yaml.Fields;
import dev.mergesweep.merger.yaml.Place;
import dev.mergesweep.merger.yaml.Problems;
import dev.mergesweep.merger.yaml.ScalarValue;
import dev.mergesweep.merger.yaml.Strictness;
import dev.mergesweep.merger.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads {@code models}, {@code slices} or {@code modules} into modules made of slices. */
final class LayoutReader {
    /** What the only module of a language model is called. */
    private static final String DEFAULT_MODULE = "default";

    private final @Nullable ModelReference base;
    private final ParameterReader parameters;
    private final Problems problems;
    private final Strictness strictness;
    private final ReferenceReader references;

    LayoutReader(@Nullable ModelReference base, ParameterReader parameters, Problems problems, Strictness strictness) {
        this.base = base;
        this.parameters = parameters;
        this.problems = problems;
        this.strictness = strictness;
        this.references = new ReferenceReader(problems, strictness);
    }

    List<RecipeModule> read(Fields recipe) {
        YamlNode models = notEmpty(recipe.value("models"));
        YamlNode slices = notEmpty(recipe.value("slices"));
        YamlNode modules = notEmpty(recipe.value("modules"));
        long present =
                Stream.of(models, slices, modules).filter(Objects::nonNull).count();
        if (present != 1) {
            String what = present == 0
                    ? "none of models, slices and modules is here"
                    : "models, slices and modules exclude each other";
            problems.error(recipe.place(), "", what, "Write exactly one of them, and not empty");
        }
        List<RecipeModule> read = new ArrayList<>();
        if (modules != null) {
            read.addAll(modules(modules));
        }
        if (models != null || slices != null) {
            YamlNode list = models != null ? models : slices;
            Place place = list == null ? recipe.place() : list.place();
            read.add(new RecipeModule(
                    place, DEFAULT_MODULE, models != null, slices(models, slices, recipe), Parameters.NONE));
        }
        return read;
    }

    private static @Nullable YamlNode notEmpty(@Nullable YamlNode node) {
        boolean empty = switch (node) {
            case null -> true;
            case YamlNode.Sequence(Place _, List<YamlNode> items) -> items.isEmpty();
            case YamlNode.Mapping(Place _, List<YamlNode.Entry> entries) -> entries.isEmpty();
            case YamlNode.Scalar _ -> false;
        };
        return empty ? null : node;
    }

    private List<RecipeModule> modules(YamlNode node) {
        List<RecipeModule> modules = new ArrayList<>();
        Fields all = Fields.of(node, "modules", problems);
        if (all == null) {
            return modules;
        }
        for (YamlNode.Entry entry : ((YamlNode.Mapping) node).entries()) {
            Fields fields = Fields.of(entry.value(), all.path(entry.key().text()), problems);
            if (fields != null) {
                modules.add(module(entry.key(), fields));
            }
        }
        return modules;
    }

    private RecipeModule module(YamlNode.Scalar name, Fields fields) {
        YamlNode models = notEmpty(fields.value("models"));
        YamlNode slices = notEmpty(fields.value("slices"));
        if ((models == null) == (slices == null)) {
            problems.error(name.place(), fields.path("models"), "a module needs either models or slices", "");
        }
        List<Slice> read = slices(models, slices, fields);
        Parameters ofModule = parameters.read(fields, Level.MODULE);
        fields.reportUnknown(strictness);
        return new RecipeModule(name.place(), name.text(), models != null, read, ofModule);
    }

    private List<Slice> slices(@Nullable YamlNode models, @Nullable YamlNode slices, Fields owner) {
        List<Slice> read = new ArrayList<>();
        if (models != null) {
            read.add(wholeModels(models, owner.path("models")));
        }
        if (slices instanceof YamlNode.Sequence(Place _, List<YamlNode> items)) {
            for (int i = 0; i < items.size(); i++) {
                Slice slice = slice(items.get(i), owner.path("slices") + "[" + i + "]");
                if (slice != null) {
                    read.add(slice);
                }
            }
        } else if (slices != null) {
            problems.error(
                    slices.place(),
                    owner.path("slices"),
                    Fields.describe(slices) + " is no list",
                    "Begin each slice with - ");
        }
        return read;
    }

    private Slice wholeModels(YamlNode models, String path) {
        List<Source> sources = new ArrayList<>(sources(models, path, false));
        if (base != null && sources.stream().noneMatch(source -> source.model().equals(base))) {
            sources.add(new Source(base, null, Parameters.NONE));
        }
        return new Slice(models.place(), sources, null, Parameters.NONE);
    }

    private @Nullable Slice slice(YamlNode node, String path) {
        Fields fields = Fields.of(node, path, problems);
        if (fields == null) {
            return null;
        }
        YamlNode list = notEmpty(fields.value("sources"));
        if (list == null) {
            problems.error(fields.place(), fields.path("sources"), "the slice has no sources", "");
        }
        List<Source> sources = list == null ? List.of() : sources(list, fields.path("sources"), true);
        YamlNode baseNode = fields.value("base_model");
        ModelReference sliceBase = baseNode == null ? null : references.read(baseNode, fields.path("base_model"));
        warnOfResidualWeight(fields);
        Parameters ofSlice = parameters.read(fields, Level.SLICE);
        fields.reportUnknown(strictness);
        return new Slice(fields.place(), sources, sliceBase, ofSlice);
    }

    private void warnOfResidualWeight(Fields fields) {
        YamlNode weight = fields.value("residual_weight");
        if (weight != null) {
            problems.warning(
                    weight.place(), fields.path("residual_weight"), "mergekit never uses it; it is ignored", "");
        }
    }

    private List<Source> sources(YamlNode node, String path, boolean withLayers) {
        List<Source> sources = new ArrayList<>();
        if (!(node instanceof YamlNode.Sequence(Place _, List<YamlNode> items))) {
            problems.error(node.place(), path, Fields.describe(node) + " is no list", "Begin each model with - model:");
            return sources;
        }
        for (int i = 0; i < items.size(); i++) {
            Source source = source(items.get(i), path + "[" + i + "]", withLayers);
            if (source != null) {
                sources.add(source);
            }
        }
        return sources;
    }

    private @Nullable Source source(YamlNode node, String path, boolean withLayers) {
        Fields fields = Fields.of(node, path, problems);
        if (fields == null) {
            return null;
        }
        YamlNode model = fields.value("model");
        ModelReference reference = model == null ? null : references.read(model, fields.path("model"));
        if (model == null) {
            problems.error(fields.place(), fields.path("model"), "the name of the model is missing", "");
        }
        LayerRange layers = withLayers ? layers(fields) : null;
        Parameters ofModel = parameters.read(fields, Level.MODEL);
        fields.reportUnknown(strictness);
        boolean lacksLayers = withLayers && layers == null;
        return reference == null || lacksLayers ? null : new Source(reference, layers, ofModel);
    }

    private @Nullable LayerRange layers(Fields fields) {
        String path = fields.path("layer_range");
        YamlNode node = fields.value("layer_range");
        if (node == null) {
            problems.error(fields.place(), path, "the key is missing", "Write layer_range: [first, last + 1]");
            return null;
        }
        List<YamlNode> items = node instanceof YamlNode.Sequence(Place _, List<YamlNode> list) ? list : List.of();
        OptionalInt start = items.size() == 2 ? layer(items.getFirst()) : OptionalInt.empty();
        OptionalInt end = items.size() == 2 ? layer(items.getLast()) : OptionalInt.empty();
        if (start.isEmpty() || end.isEmpty()) {
            problems.error(
                    node.place(),
                    path,
                    "a layer range is two whole numbers, neither negative",
                    "Write [first, last + 1]");
            return null;
        }
        LayerRange range = new LayerRange(node.place(), start.getAsInt(), end.getAsInt());
        reportEmpty(range, path);
        return range;
    }

    private static OptionalInt layer(YamlNode node) {
        boolean number = node instanceof YamlNode.Scalar scalar && !(scalar.value() instanceof ScalarValue.Null);
        OptionalInt value = number ? Numbers.whole((YamlNode.Scalar) node) : OptionalInt.empty();
        return value.isPresent() && value.getAsInt() >= 0 ? value : OptionalInt.empty();
    }

    private void reportEmpty(LayerRange range, String path) {
        if (range.start() < range.end()) {
            return;
        }
        String what = "[%d, %d] holds no layer".formatted(range.start(), range.end());
        switch (strictness) {
            case STRICT -> problems.error(range.place(), path, what, "Write [first, last + 1]");
            case LENIENT -> problems.warning(range.place(), path, what, "");
        }
    }
}
