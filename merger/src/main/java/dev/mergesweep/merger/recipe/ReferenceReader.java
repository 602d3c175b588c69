package dev.mergesweep.merger.recipe;

import dev.mergesweep.merger.yaml.Fields;
import dev.mergesweep.merger.yaml.Place;
import dev.mergesweep.merger.yaml.Problems;
import dev.mergesweep.merger.yaml.ScalarValue;
import dev.mergesweep.merger.yaml.Strictness;
import dev.mergesweep.merger.yaml.YamlNode;
import org.jspecify.annotations.Nullable;

/** Reads the name of a model: {@code PATH[@REVISION][+LORA]}, or the same as a mapping. */
final class ReferenceReader {
    private static final String LORA_ADVICE = "Merge the LoRA into its model first, and name the folder of the result";

    private final Problems problems;
    private final Strictness strictness;

    ReferenceReader(Problems problems, Strictness strictness) {
        this.problems = problems;
        this.strictness = strictness;
    }

    @Nullable
    ModelReference read(YamlNode node, String path) {
        return switch (node) {
            case YamlNode.Scalar(Place place, String _, ScalarValue.Text(String text)) -> text(place, text, path);
            case YamlNode.Scalar scalar -> {
                problems.error(
                        scalar.place(),
                        path,
                        Fields.describe(scalar) + " is not the name of a model",
                        "Write it in quotes");
                yield null;
            }
            case YamlNode.Mapping mapping -> mapping(new Fields(mapping, path, problems));
            case YamlNode.Sequence sequence -> {
                problems.error(sequence.place(), path, "a list is not the name of a model", "Name one folder");
                yield null;
            }
        };
    }

    private @Nullable ModelReference text(Place place, String text, String path) {
        String quoted = "\"" + text + "\"";
        if (text.isBlank()) {
            problems.error(
                    place,
                    path,
                    "the name of the model is empty",
                    "Name a folder, or a model of the Hugging Face cache");
        } else if (text.indexOf('\0') >= 0) {
            problems.error(place, path, "the name of the model holds a character that no path can have", "");
        } else if (text.chars().filter(c -> c == '+').count() > 1) {
            problems.error(place, path, quoted + " has more than one \"+\"", "A model takes one LoRA at most");
        } else if (text.contains("+")) {
            problems.error(place, path, quoted + " names a LoRA, which MergeSweep does not apply", LORA_ADVICE);
        } else if (text.chars().filter(c -> c == '@').count() > 1) {
            problems.error(place, path, quoted + " has more than one \"@\"", "Write NAME@REVISION");
        } else {
            return new ModelReference(text, place);
        }
        return null;
    }

    private @Nullable ModelReference mapping(Fields fields) {
        YamlNode model = fields.value("model");
        refuse(fields, "lora", "a LoRA, which MergeSweep does not apply", LORA_ADVICE);
        refuse(
                fields,
                "override_architecture",
                "another architecture, which MergeSweep does not set",
                "Change \"architectures\" in the model's config.json");
        fields.reportUnknown(strictness);
        return switch (model) {
            case null -> {
                problems.error(fields.place(), fields.path("model"), "the name of the model is missing", "");
                yield null;
            }
            case YamlNode.Mapping inner -> path(new Fields(inner, fields.path("model"), problems));
            case YamlNode.Scalar scalar -> read(scalar, fields.path("model"));
            case YamlNode.Sequence sequence -> read(sequence, fields.path("model"));
        };
    }

    private @Nullable ModelReference path(Fields fields) {
        YamlNode path = fields.value("path");
        YamlNode revision = fields.value("revision");
        fields.reportUnknown(strictness);
        if (!(path instanceof YamlNode.Scalar scalar)) {
            problems.error(fields.place(), fields.path("path"), "the path of the model is missing", "");
            return null;
        }
        ModelReference plain = read(scalar, fields.path("path"));
        if (plain == null || revision == null) {
            return plain;
        }
        String suffix = revision instanceof YamlNode.Scalar(Place _, String text, ScalarValue _) ? text : "";
        return text(plain.place(), plain.path() + "@" + suffix, fields.path("revision"));
    }

    private void refuse(Fields fields, String key, String what, String advice) {
        YamlNode value = fields.value(key);
        if (value != null) {
            problems.error(value.place(), fields.path(key), "this asks for " + what, advice);
        }
    }
}
