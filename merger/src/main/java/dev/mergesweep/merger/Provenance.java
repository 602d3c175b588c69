package dev.mergesweep.merger;

import dev.mergesweep.merger.plan.Input;
import dev.mergesweep.merger.plan.Operation;
import dev.mergesweep.merger.plan.Parent;
import dev.mergesweep.merger.yaml.Problem;
import dev.mergesweep.merger.yaml.Strictness;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code merge.json}: everything that is needed to make the same tensors again, and to see that they are the same. */
final class Provenance {
    static final String FILE = "merge.json";
    private static final int FORMAT = 1;

    private final Merge merge;
    private final Merge.RecipeText recipe;
    private final Merge.Manner manner;

    Provenance(Merge merge, Merge.RecipeText recipe, Merge.Manner manner) {
        this.merge = merge;
        this.recipe = recipe;
        this.manner = manner;
    }

    /** @param digests of the tensors as written, by name */
    ObjectNode json(List<Explanation> tensors, Map<String, String> digests, List<Problem> warnings) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("format", FORMAT);
        String version = Merge.class.getPackage().getImplementationVersion();
        json.put("program", "mergesweep " + (version == null ? "development" : version));
        json.put("numerics", manner.numerics().name().toLowerCase(Locale.ROOT));
        json.put("lenient", manner.strictness() == Strictness.LENIENT);
        json.putObject("recipe")
                .put("name", recipe.name())
                .put("folder", recipe.folder().toAbsolutePath().normalize().toString())
                .put("text", recipe.text());
        addParents(json.putArray("parents"));
        ObjectNode described = json.putObject("tensors");
        tensors.forEach(tensor -> describe(described.putObject(tensor.name()), tensor, digests));
        ArrayNode told = json.putArray("warnings");
        warnings.forEach(warning -> told.add(warning.toString()));
        return json;
    }

    /** Of every parent the tensors that take part, each with its digest. */
    private void addParents(ArrayNode parents) {
        List<Parent> all = merge.plan().parents();
        for (int i = 0; i < all.size(); i++) {
            Parent parent = all.get(i);
            ObjectNode json = parents.addObject();
            json.put("model", parent.reference().path());
            json.put("folder", parent.folder().toAbsolutePath().normalize().toString());
            ObjectNode digests = json.putObject("tensors");
            used(i).forEach(tensor -> digests.put(tensor, parent.tensors().identity(tensor)));
        }
    }

    private Set<String> used(int parent) {
        Set<String> used = new TreeSet<>();
        merge.plan()
                .tensors()
                .forEach(tensor -> tensor.operation().inputs().stream()
                        .filter(input -> input.parent() == parent)
                        .map(Input::tensor)
                        .forEach(used::add));
        return used;
    }

    private static void describe(ObjectNode json, Explanation tensor, Map<String, String> digests) {
        json.put("branch", tensor.branch().name().toLowerCase(Locale.ROOT));
        put(json, "t", tensor.t());
        put(json, "cosine", tensor.cosine());
        switch (tensor.planned().operation()) {
            case Operation.Linear(var _, List<Double> weights, boolean normalize, var _) -> {
                ArrayNode array = json.putArray("weights");
                weights.forEach(array::add);
                json.put("normalize", normalize);
            }
            case Operation.Passthrough(Input _, Double scale) -> put(json, "scale", scale);
            case Operation.Copy _, Operation.Slerp _ -> {}
        }
        ArrayNode from = json.putArray("from");
        tensor.sources().forEach(from::add);
        if (!tensor.why().isEmpty()) {
            json.put("line", tensor.why());
        }
        json.put("type", tensor.planned().written().type().torchName());
        ArrayNode shape = json.putArray("shape");
        tensor.planned().written().shape().dimensions().forEach(shape::add);
        json.put("digest", digests.get(tensor.name()));
    }

    /** What is no number in JSON is written as a text. */
    private static void put(ObjectNode json, String key, @Nullable Double value) {
        if (value == null) {
            return;
        }
        if (Double.isFinite(value)) {
            json.put(key, value);
        } else {
            json.put(key, value.toString());
        }
    }
}
