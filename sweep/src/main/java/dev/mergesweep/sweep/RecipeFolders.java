package dev.mergesweep.sweep;

import dev.mergesweep.merger.yaml.InputException;
import dev.mergesweep.merger.yaml.Strictness;
import dev.mergesweep.merger.yaml.YamlNode;
import dev.mergesweep.merger.yaml.YamlReader;
import dev.mergesweep.sweep.candidate.Models;
import dev.mergesweep.sweep.space.Section;
import dev.mergesweep.sweep.space.Template;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Reads {@code recipes}: mergekit YAML files, or folders of them, each a candidate. */
final class RecipeFolders {
    private final Section top;
    private final Path folder;

    RecipeFolders(Section top, Path folder) {
        this.top = top;
        this.folder = folder;
    }

    List<Template> templates() {
        YamlNode node = top.value("recipes");
        List<YamlNode> items = node instanceof YamlNode.Scalar ? List.of(node) : top.items("recipes");
        List<Template> templates = new ArrayList<>();
        for (YamlNode item : items) {
            if (item instanceof YamlNode.Scalar scalar) {
                add(scalar, templates);
            } else {
                top.error(item.place(), "recipes", "expected a file or a folder", "");
            }
        }
        return templates;
    }

    private void add(YamlNode.Scalar scalar, List<Template> templates) {
        Path path = Models.place(folder, scalar.text());
        try {
            List<Path> files = files(path);
            if (files.isEmpty()) {
                top.error(
                        scalar.place(),
                        "recipes",
                        "there is no recipe in " + scalar.text(),
                        "Name a .yaml file, or a folder of them");
            }
            for (Path file : files) {
                YamlNode recipe = YamlReader.read(file, file.toString(), top.problems(), Strictness.STRICT);
                templates.add(new Template(
                        file.toString(), recipe, file.toAbsolutePath().resolveSibling("")));
            }
        } catch (InputException e) {
            e.problems()
                    .forEach(problem ->
                            top.problems().error(problem.place(), problem.key(), problem.what(), problem.advice()));
        } catch (IOException e) {
            top.error(scalar.place(), "recipes", "%s cannot be read: %s".formatted(scalar.text(), e.getMessage()), "");
        }
    }

    private static List<Path> files(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return Files.exists(path) ? List.of(path) : List.of();
        }
        try (Stream<Path> files = Files.list(path)) {
            return files.filter(file ->
                            file.toString().endsWith(".yaml") || file.toString().endsWith(".yml"))
                    .sorted()
                    .toList();
        }
    }
}
