package dev.mergesweep.merger;

import dev.mergesweep.merger.plan.Parent;
import dev.mergesweep.merger.recipe.ModelReference;
import dev.mergesweep.merger.yaml.Problem;
import dev.mergesweep.merger.yaml.Strictness;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The {@code README.md} of a merged checkpoint. */
final class ModelCard {
    private final Merge merge;
    private final Merge.Manner manner;
    private final CardFrontMatter frontMatter;
    private final UnaryOperator<String> names;
    private final StringBuilder card = new StringBuilder();

    /**
     * @param recipe that was merged
     * @param names a model's name in the recipe that lies beside the card, by its name in that one
     */
    ModelCard(Merge merge, Merge.RecipeText recipe, Merge.Manner manner, UnaryOperator<String> names) {
        this.merge = merge;
        this.manner = manner;
        this.names = names;
        this.frontMatter = new CardFrontMatter(merge, recipe.folder());
    }

    /** @param recipe the text of {@code mergekit_config.yml} */
    String text(String title, String recipe, CardSupplement supplement, Merge.Written written) {
        card.append(frontMatter.text(title, supplement.modelIndex()));
        card.append("# ").append(title).append("\n\n");
        appendWhat();
        if (!supplement.text().isEmpty()) {
            card.append('\n').append(supplement.text().strip()).append('\n');
        }
        section("Recipe");
        card.append("```yaml\n").append(recipe.stripTrailing()).append("\n```\n");
        appendAgain(supplement.portable());
        appendLicence();
        appendNames(
                "Interpolated on a straight line",
                "Their parents are almost collinear (|cosine| above 0.9995).",
                written.tensors(),
                tensor -> tensor.branch() == Branch.LERP);
        appendNames(
                "Where numerics disagree",
                "Exact and float32 sums put these on different sides of that limit.",
                written.tensors(),
                Explanation::isDisputed);
        appendWarnings(written.warnings());
        card.append("\n`merge.json` holds the t of every tensor and the digests of inputs and outputs.\n");
        return card.toString();
    }

    private void section(String heading) {
        card.append("\n## ").append(heading).append("\n\n");
    }

    private void appendWhat() {
        card.append("A merge of language models, made with MergeSweep from a mergekit recipe.\n\n");
        card.append("- Method: ").append(method()).append('\n');
        ModelReference base = merge.recipe().base();
        if (base != null) {
            card.append("- Base: ").append(name(base)).append('\n');
        }
        card.append("- Models: ").append(models()).append('\n');
        card.append("- Numerics: ").append(numerics()).append('\n');
    }

    /** The digests in merge.json say whether the folders of another machine hold the same models. */
    private void appendAgain(boolean portable) {
        section("Make it again");
        card.append("In this folder, beside the models that `mergekit_config.yml` names:\n\n```sh\n")
                .append("mergesweep verify .  # merges in memory and compares every tensor\n");
        if (portable) {
            String options = (manner.numerics() == Numerics.EXACT ? "" : " --numerics " + numerics())
                    + (manner.strictness() == Strictness.STRICT ? "" : " --lenient");
            card.append("mergesweep merge mergekit_config.yml again")
                    .append(options)
                    .append("\nmergekit-yaml mergekit_config.yml again\n");
        }
        card.append("```\n");
    }

    private void appendLicence() {
        if (!frontMatter.licencesAgree()) {
            section("Licence");
            card.append("None is stated here, because the models that were merged do not state the same one:\n\n");
            for (Parent parent : merge.plan().parents()) {
                Licence licence = Licence.of(parent.folder());
                card.append("- ").append(name(parent.reference())).append(": ");
                card.append(licence == null ? "none in its model card" : licence)
                        .append('\n');
            }
            card.append("\nRead their terms before you pass this on.\n");
        }
    }

    private String numerics() {
        return manner.numerics().name().toLowerCase(Locale.ROOT);
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
                .map(parent -> name(parent.reference()))
                .collect(Collectors.joining(", "));
    }

    private String name(ModelReference model) {
        return "`" + names.apply(model.path()) + "`";
    }

    private void appendNames(
            String heading, String explanation, List<Explanation> tensors, Predicate<Explanation> which) {
        List<String> names = Fallbacks.names(tensors, which);
        if (!names.isEmpty()) {
            section(heading);
            card.append(explanation).append("\n\n");
            names.forEach(name -> card.append("- `").append(name).append("`\n"));
        }
    }

    private void appendWarnings(List<Problem> warnings) {
        if (!warnings.isEmpty()) {
            section("Warnings");
            // Without the place: it is a path of the machine that merged.
            warnings.forEach(warning -> card.append("- ").append(warning.what()).append('\n'));
        }
    }
}
