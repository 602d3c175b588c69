package dev.mergesweep.merger.plan;

import dev.mergesweep.merger.TensorSource;
import dev.mergesweep.merger.checkpoint.ElementType;
import dev.mergesweep.merger.checkpoint.Shape;
import dev.mergesweep.merger.recipe.ModelReference;
import dev.mergesweep.merger.recipe.Recipe;
import dev.mergesweep.merger.recipe.RecipeReader;
import dev.mergesweep.merger.yaml.Place;
import dev.mergesweep.merger.yaml.Problems;
import dev.mergesweep.merger.yaml.Strictness;
import dev.mergesweep.merger.yaml.YamlReader;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A model of which only names, shapes and configuration exist: all that a plan may look at. */
final class Blueprint implements TensorSource {
    private final String name;
    private final ObjectNode config;
    private final SequencedMap<String, Header> headers = new LinkedHashMap<>();

    Blueprint(String name, String config) {
        this.name = name;
        this.config = (ObjectNode) JsonMapper.shared().readTree(config);
    }

    Blueprint with(String tensor, ElementType type, long... dimensions) {
        headers.put(tensor, new Header(type, Shape.of(dimensions)));
        return this;
    }

    Blueprint with(String tensor, long... dimensions) {
        return with(tensor, ElementType.BF16, dimensions);
    }

    /** The same tensors in every layer. @param stack with its last point */
    Blueprint layers(String stack, int count, String... parts) {
        for (int layer = 0; layer < count; layer++) {
            for (String part : parts) {
                with(stack + layer + "." + part, 4, 4);
            }
        }
        return this;
    }

    /** Plans a recipe whose models are these blueprints. */
    static MergePlan plan(String recipe, Strictness strictness, Blueprint... models) {
        Problems problems = new Problems();
        Recipe read = RecipeReader.read(YamlReader.parse(recipe, "r.yaml", problems, strictness), problems, strictness);
        Map<String, Blueprint> byName = new LinkedHashMap<>();
        List.of(models).forEach(model -> byName.put(model.name, model));
        List<Parent> parents = read.models().stream()
                .map(model -> new Parent(
                        new ModelReference(model.path(), Place.of("r.yaml")),
                        byName.get(model.path()),
                        Path.of("nowhere")))
                .toList();
        return PlanTemplate.of(read, parents, problems, strictness).plan(read, problems);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public ObjectNode config() {
        return config.deepCopy();
    }

    @Override
    public SequencedMap<String, Header> headers() {
        return headers;
    }

    @Override
    public String identity(String tensor) {
        throw new UnsupportedOperationException("A plan reads no tensor");
    }

    @Override
    public void read(String tensor, MemorySegment target) {
        throw new UnsupportedOperationException("A plan reads no tensor");
    }
}
