package dev.mergesweep.sweep.candidate;

import dev.mergesweep.merger.yaml.Place;
import dev.mergesweep.merger.yaml.YamlNode;
import dev.mergesweep.merger.yaml.YamlNode.Entry;
import dev.mergesweep.merger.yaml.YamlNode.Mapping;
import dev.mergesweep.merger.yaml.YamlNode.Scalar;
import dev.mergesweep.merger.yaml.YamlNode.Sequence;
import dev.mergesweep.merger.yaml.YamlWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** A recipe as a file that mergekit takes where it lies: paths of models begin with {@code ./} or {@code ../}. */
public final class PortableRecipe {
    private static final Set<String> MODEL_KEYS = Set.of("model", "base_model", "tokenizer_source", "source", "path");

    private final Path from;
    private final Path to;

    private PortableRecipe(Path from, Path to) {
        this.from = from;
        this.to = to;
    }

    /**
     * @param to folder that the file will lie in
     */
    public static String text(Candidate.Written recipe, Path to) {
        return YamlWriter.write(new PortableRecipe(recipe.folder(), to).moved(recipe.yaml()));
    }

    private YamlNode moved(YamlNode node) {
        return switch (node) {
            case Scalar scalar -> scalar;
            case Sequence(Place place, List<YamlNode> items) ->
                new Sequence(place, items.stream().map(this::moved).toList());
            case Mapping(Place place, List<Entry> entries) ->
                new Mapping(place, entries.stream().map(this::moved).toList());
        };
    }

    private Entry moved(Entry entry) {
        return MODEL_KEYS.contains(entry.key().text()) && entry.value() instanceof Scalar scalar
                ? new Entry(entry.key(), path(scalar))
                : new Entry(entry.key(), moved(entry.value()));
    }

    /** A name that is no folder here is one of the Hugging Face cache, or a word such as {@code union}, and stays. */
    private Scalar path(Scalar scalar) {
        Path place = Models.place(from, scalar.text());
        if (!Files.isDirectory(place)) {
            return scalar;
        }
        Path absolute = place.toAbsolutePath().normalize();
        Path target = to.toAbsolutePath().normalize();
        if (!absolute.getRoot().equals(target.getRoot())) {
            return Scalar.text(scalar.place(), absolute.toString());
        }
        String relative = target.relativize(absolute).toString().replace('\\', '/');
        return Scalar.text(scalar.place(), relative.startsWith("..") ? relative : "./" + relative);
    }
}
