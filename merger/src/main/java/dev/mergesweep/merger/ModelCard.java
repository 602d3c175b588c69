package dev.mergesweep.merger;

import dev.mergesweep.merger.plan.Parent;
import dev.mergesweep.merger.recipe.ModelReference;
import dev.mergesweep.merger.yaml.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The {@code README.md} of a merged checkpoint. */
final class ModelCard {
    private final Merge merge;
    private final Merge.RecipeText recipe;
    private final Merge.Manner manner;

    ModelCard(Merge merge, Merge.RecipeText recipe, Merge.Manner manner) {
        this.merge = merge;
        this.recipe = recipe;
        this.manner = manner;
    }

    String text(String title, List<Explanation> tensors, List<Problem> warnings) {
        StringBuilder card = new StringBuilder();
        card.append(frontMatter()).append("# ").append(title).append("\n\n");
        card.append("A merge of language models, made with MergeSweep from a mergekit recipe.\n\n");
        card.append("- Method: ").append(method()).append('\n');
        ModelReference base = merge.recipe().base();
        if (base != null) {
            card.append("- Base: `").append(base).append("`\n");
        }
        card.append("- Models: ").append(models()).append('\n');
        card.append("- Numerics: ")
                .append(manner.numerics().name().toLowerCase(Locale.ROOT))
                .append("\n\n");
        card.append("## Recipe\n\n```yaml\n")
                .append(recipe.text().stripTrailing())
                .append("\n```\n");
        appendNames(
                card,
                "Interpolated on a straight line",
                "Their parents are almost collinear (|cosine| above 0.9995).",
                Fallbacks.names(tensors, tensor -> tensor.branch() == Branch.LERP));
        appendNames(
                card,
                "Where numerics disagree",
                "Exact and float32 sums put these on different sides of that limit.",
                Fallbacks.names(tensors, Explanation::isDisputed));
        appendWarnings(card, warnings);
        card.append("\n`merge.json` holds the t of every tensor and the digests of inputs and outputs.\n");
        return card.toString();
    }

    private String frontMatter() {
        String bases = merge.plan().parents().stream()
                .map(Parent::reference)
                .map(ModelReference::path)
                .filter(this::isFromHub)
                .map(path -> "- " + path.replaceAll("@.*", "") + "\n")
                .collect(Collectors.joining());
        String list = bases.isEmpty() ? " []\n" : "\n" + bases;
        return "---\nbase_model:%slibrary_name: transformers\ntags:\n- mergekit\n- merge\n\n---\n".formatted(list);
    }

    /** {@code owner/name} that is no folder here. */
    private boolean isFromHub(String path) {
        boolean looksLikeOne = path.matches("[\\w.-]+/[\\w.-]+(@.*)?") && !path.startsWith(".");
        return looksLikeOne && !Files.exists(recipe.folder().resolve(path)) && !Files.exists(Path.of(path));
    }

    private String method() {
        return switch (merge.recipe().method()) {
            case SLERP -> "[SLERP](https://en.wikipedia.org/wiki/Slerp)";
            case LINEAR -> "linear";
            case PASSTHROUGH -> "passthrough";
        };
    }

    private String models() {
        return merge.plan().parents().stream()
                .map(parent -> "`" + parent.reference() + "`")
                .collect(Collectors.joining(", "));
    }

    private static void appendNames(StringBuilder card, String heading, String explanation, List<String> names) {
        if (!names.isEmpty()) {
            card.append("\n## ")
                    .append(heading)
                    .append("\n\n")
                    .append(explanation)
                    .append("\n\n");
            names.forEach(name -> card.append("- `").append(name).append("`\n"));
        }
    }

    private static void appendWarnings(StringBuilder card, List<Problem> warnings) {
        if (!warnings.isEmpty()) {
            card.append("\n## Warnings\n\n");
            warnings.forEach(warning -> card.append("- ").append(warning).append('\n'));
        }
    }
}
