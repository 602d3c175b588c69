package dev.mergesweep.merger;

import dev.mergesweep.merger.yaml.InputException;
import dev.mergesweep.merger.yaml.Problems;
import dev.mergesweep.merger.yaml.Strictness;
import dev.mergesweep.merger.yaml.YamlNode;
import dev.mergesweep.merger.yaml.YamlReader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A licence as the front matter of a model card states it.
 *
 * @param id for example {@code apache-2.0}; {@code other} where {@code name} says which
 * @param name {@code license_name}; empty where there is none
 * @param link {@code license_link}; empty where there is none, or none that works from another model's page
 */
record Licence(String id, String name, String link) {
    private static final String FENCE = "---";
    private static final String CARD = "README.md";

    /** What the card in a model's folder says; null where there is none or it says nothing. */
    static @Nullable Licence of(Path folder) {
        Path card = folder.resolve(CARD);
        if (!Files.isRegularFile(card)) {
            return null;
        }
        try {
            String text = YamlReader.text(card, card.toString());
            return read(text.replace("\r\n", "\n"), card.toString());
        } catch (InputException e) {
            return null;
        }
    }

    private static @Nullable Licence read(String card, String name) {
        int end = card.indexOf("\n" + FENCE, FENCE.length());
        if (!card.startsWith(FENCE + "\n") || end < 0) {
            return null;
        }
        YamlNode matter =
                YamlReader.parse(card.substring(FENCE.length() + 1, end + 1), name, new Problems(), Strictness.LENIENT);
        if (!(matter instanceof YamlNode.Mapping mapping)) {
            return null;
        }
        String id = text(mapping, "license");
        String link = text(mapping, "license_link");
        return id.isEmpty()
                ? null
                : new Licence(id, text(mapping, "license_name"), link.matches("https?://.*") ? link : "");
    }

    private static String text(YamlNode.Mapping mapping, String key) {
        return mapping.value(key) instanceof YamlNode.Scalar scalar ? scalar.text() : "";
    }

    @Override
    public String toString() {
        return name.isEmpty() ? id : id + " (" + name + ")";
    }
}
