package dev.mergesweep.merger.recipe;

import dev.mergesweep.merger.yaml.Place;
import dev.mergesweep.merger.yaml.YamlNode;
import dev.mergesweep.merger.yaml.YamlNode.Entry;
import dev.mergesweep.merger.yaml.YamlNode.Mapping;
import dev.mergesweep.merger.yaml.YamlNode.Scalar;
import dev.mergesweep.merger.yaml.YamlNode.Sequence;
import java.io.IOException;
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
     * The recipe with its models' folders named from another place.
     *
     * @param from folder of the recipe's file
     * @param to folder that the new file will lie in; need not exist yet
     */
    public static YamlNode move(YamlNode recipe, Path from, Path to) {
        return new PortableRecipe(from, real(to)).moved(recipe);
    }

    /** A model as the moved recipe names it. */
    public static String move(String model, Path from, Path to) {
        return new PortableRecipe(from, real(to)).named(model);
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
                ? new Entry(entry.key(), moved(scalar, named(scalar.text())))
                : new Entry(entry.key(), moved(entry.value()));
    }

    private static Scalar moved(Scalar scalar, String name) {
        return name.equals(scalar.text()) ? scalar : Scalar.text(scalar.place(), name);
    }

    /** A name that is no folder here is one of the Hugging Face cache, or a word such as {@code union}, and stays. */
    private String named(String model) {
        Path beside = from.resolve(model);
        Path here = Path.of(model);
        Path place = !Files.exists(beside) && Files.exists(here) ? here : beside;
        if (!Files.isDirectory(place)) {
            return model;
        }
        Path absolute = real(place);
        if (!absolute.getRoot().equals(to.getRoot())) {
            return absolute.toString();
        }
        String relative = to.relativize(absolute).toString().replace('\\', '/');
        return relative.startsWith("..") ? relative : "./" + relative;
    }

    /** Without symbolic links as far as the path exists: {@code ..} goes to where a link leads, not to where it lies. */
    private static Path real(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        Path parent = absolute.getParent();
        try {
            return absolute.toRealPath();
        } catch (IOException e) {
            return parent == null ? absolute : real(parent).resolve(absolute.getFileName());
        }
    }
}
