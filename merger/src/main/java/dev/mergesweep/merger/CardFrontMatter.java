package dev.mergesweep.merger;

import dev.mergesweep.merger.plan.Parent;
import dev.mergesweep.merger.recipe.ModelReference;
import dev.mergesweep.merger.yaml.JsonAsYaml;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The YAML at the head of a model card, which the hub reads. */
final class CardFrontMatter {
    private final Merge merge;
    private final Path recipeFolder;

    CardFrontMatter(Merge merge, Path recipeFolder) {
        this.merge = merge;
        this.recipeFolder = recipeFolder;
    }

    /** @param results of {@code model-index}; null: none */
    String text(String title, @Nullable JsonNode results) {
        ObjectNode matter = JsonNodeFactory.instance.objectNode();
        ArrayNode bases = matter.putArray("base_model");
        parents()
                .map(Parent::reference)
                .map(ModelReference::path)
                .filter(this::isFromHub)
                .map(path -> path.replaceAll("@.*", ""))
                .distinct()
                .forEach(bases::add);
        matter.put("library_name", "transformers");
        if (licencesAgree()) {
            add(matter, Objects.requireNonNull(licences().getFirst()));
        }
        ArrayNode tags = matter.putArray("tags");
        String method = merge.recipe().method().name().toLowerCase(Locale.ROOT);
        List.of("merge", "mergekit", "mergesweep", method).forEach(tags::add);
        if (results != null) {
            matter.putArray("model-index").addObject().put("name", title).set("results", results);
        }
        return "---\n" + JsonAsYaml.write(matter) + "---\n";
    }

    private static void add(ObjectNode matter, Licence licence) {
        matter.put("license", licence.id());
        if (!licence.name().isEmpty()) {
            matter.put("license_name", licence.name());
        }
        if (!licence.link().isEmpty()) {
            matter.put("license_link", licence.link());
        }
    }

    /** Whether every parent states a licence, and the same one. */
    boolean licencesAgree() {
        List<@Nullable Licence> licences = licences();
        return licences.getFirst() != null && licences.stream().distinct().count() == 1;
    }

    private List<@Nullable Licence> licences() {
        return parents()
                .<@Nullable Licence>map(parent -> Licence.of(parent.folder()))
                .toList();
    }

    private Stream<Parent> parents() {
        return merge.plan().parents().stream();
    }

    /** {@code owner/name} that is no folder here. */
    private boolean isFromHub(String path) {
        boolean looksLikeOne = path.matches("[\\w.-]+/[\\w.-]+(@.*)?") && !path.startsWith(".");
        return looksLikeOne && !Files.exists(recipeFolder.resolve(path)) && !Files.exists(Path.of(path));
    }
}
