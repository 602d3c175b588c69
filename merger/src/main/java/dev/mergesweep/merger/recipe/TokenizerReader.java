package dev.mergesweep.merger.recipe;

import dev.mergesweep.merger.recipe.TokenizerRecipe.Origin;
import dev.mergesweep.merger.recipe.TokenizerRecipe.TokenRule;
import dev.mergesweep.merger.recipe.TokenizerRecipe.TokenSource;
import dev.mergesweep.merger.yaml.Fields;
import dev.mergesweep.merger.yaml.Place;
import dev.mergesweep.merger.yaml.Problems;
import dev.mergesweep.merger.yaml.ScalarValue;
import dev.mergesweep.merger.yaml.Strictness;
import dev.mergesweep.merger.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Reads {@code tokenizer} and its older form, {@code tokenizer_source}. */
final class TokenizerReader {
    private final Problems problems;
    private final Strictness strictness;
    private final ReferenceReader references;

    TokenizerReader(Problems problems, Strictness strictness) {
        this.problems = problems;
        this.strictness = strictness;
        this.references = new ReferenceReader(problems, strictness);
    }

    @Nullable
    TokenizerRecipe read(Fields recipe) {
        YamlNode source = recipe.value("tokenizer_source");
        YamlNode tokenizer = recipe.value("tokenizer");
        if (source != null && tokenizer != null) {
            problems.error(
                    tokenizer.place(),
                    "tokenizer",
                    "tokenizer and tokenizer_source stand together",
                    "Keep tokenizer, and write the source in it");
            return null;
        }
        if (source != null) {
            Origin origin = origin(source, "tokenizer_source");
            return origin == null ? null : new TokenizerRecipe(source.place(), origin, List.of(), 1);
        }
        return tokenizer == null ? null : tokenizer(tokenizer);
    }

    private @Nullable TokenizerRecipe tokenizer(YamlNode node) {
        Fields fields = Fields.of(node, "tokenizer", problems);
        if (fields == null) {
            return null;
        }
        YamlNode source = fields.value("source");
        Origin origin = source == null ? new Origin.Union() : origin(source, fields.path("source"));
        List<TokenRule> rules = rules(fields.value("tokens"), fields.path("tokens"));
        int padTo = padTo(fields.value("pad_to_multiple_of"), fields.path("pad_to_multiple_of"));
        fields.reportUnknown(strictness);
        return origin == null ? null : new TokenizerRecipe(node.place(), origin, rules, padTo);
    }

    private @Nullable Origin origin(YamlNode node, String path) {
        if (node instanceof YamlNode.Scalar(Place _, String text, ScalarValue.Text _)) {
            switch (text) {
                case "base" -> {
                    return new Origin.Base();
                }
                case "union" -> {
                    return new Origin.Union();
                }
                default -> {}
            }
        }
        ModelReference model = references.read(node, path);
        return model == null ? null : new Origin.Model(model);
    }

    private int padTo(@Nullable YamlNode node, String path) {
        if (node == null) {
            return 1;
        }
        OptionalInt value = node instanceof YamlNode.Scalar scalar ? Numbers.whole(scalar) : OptionalInt.empty();
        if (value.isEmpty() || value.getAsInt() < 1 || value.getAsInt() > 1 << 20) {
            problems.error(
                    node.place(),
                    path,
                    Fields.describe(node) + " is no number of rows",
                    "Write a whole number from 1 to 1048576");
            return 1;
        }
        return value.getAsInt();
    }

    private List<TokenRule> rules(@Nullable YamlNode node, String path) {
        List<TokenRule> rules = new ArrayList<>();
        switch (node) {
            case null -> {}
            case YamlNode.Mapping mapping ->
                mapping.entries().forEach(entry -> {
                    TokenRule rule = rule(entry, path + "." + entry.key().text());
                    if (rule != null) {
                        rules.add(rule);
                    }
                });
            case YamlNode.Scalar _, YamlNode.Sequence _ -> Fields.of(node, path, problems);
        }
        return rules;
    }

    private @Nullable TokenRule rule(YamlNode.Entry entry, String path) {
        Fields fields = Fields.of(entry.value(), path, problems);
        if (fields == null) {
            return null;
        }
        YamlNode source = fields.value("source");
        boolean force = truth(fields.value("force"), fields.path("force"));
        fields.reportUnknown(strictness);
        TokenSource tokenSource = source == null ? null : source(source, fields.path("source"));
        return new TokenRule(entry.key().place(), entry.key().text(), tokenSource, force);
    }

    private boolean truth(@Nullable YamlNode node, String path) {
        if (node instanceof YamlNode.Scalar(Place _, String _, ScalarValue.Bool(boolean value))) {
            return value;
        }
        if (node != null) {
            problems.error(node.place(), path, Fields.describe(node) + " is neither true nor false", "");
        }
        return false;
    }

    private @Nullable TokenSource source(YamlNode node, String path) {
        YamlNode kind = node instanceof YamlNode.Mapping mapping ? mapping.value("kind") : null;
        if (kind == null) {
            ModelReference model = references.read(node, path);
            return model == null ? null : new TokenSource.SameToken(model);
        }
        Fields fields = new Fields((YamlNode.Mapping) node, path, problems);
        fields.node("kind");
        String name = kind instanceof YamlNode.Scalar scalar ? scalar.text() : "";
        TokenSource source = switch (name) {
            case "zero" -> new TokenSource.Zero();
            case "model_token" -> modelToken(fields);
            default -> {
                problems.error(
                        kind.place(),
                        fields.path("kind"),
                        Fields.describe(kind) + " is no kind of source",
                        "Use model_token or zero");
                yield null;
            }
        };
        fields.reportUnknown(strictness);
        return source;
    }

    private @Nullable TokenSource modelToken(Fields fields) {
        YamlNode model = fields.value("model");
        YamlNode token = fields.value("token");
        YamlNode id = fields.value("token_id");
        if (model == null) {
            problems.error(fields.place(), fields.path("model"), "the model is missing", "");
            return null;
        }
        ModelReference reference = references.read(model, fields.path("model"));
        if ((token == null) == (id == null)) {
            problems.error(fields.place(), fields.path("token"), "one of token and token_id is needed", "");
            return null;
        }
        if (reference == null) {
            return null;
        }
        return token instanceof YamlNode.Scalar scalar
                ? new TokenSource.ByToken(reference, scalar.text())
                : byId(reference, id == null ? model : id, fields.path("token_id"));
    }

    private @Nullable TokenSource byId(ModelReference model, YamlNode node, String path) {
        OptionalInt id = node instanceof YamlNode.Scalar scalar ? Numbers.whole(scalar) : OptionalInt.empty();
        if (id.isEmpty() || id.getAsInt() < 0) {
            problems.error(node.place(), path, Fields.describe(node) + " is not the id of a token", "");
            return null;
        }
        return new TokenSource.ById(model, id.getAsInt());
    }
}
