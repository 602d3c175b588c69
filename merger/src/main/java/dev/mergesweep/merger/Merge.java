package dev.mergesweep.merger;

import dev.mergesweep.merger.plan.MergePlan;
import dev.mergesweep.merger.plan.Parent;
import dev.mergesweep.merger.plan.Parents;
import dev.mergesweep.merger.plan.PlanTemplate;
import dev.mergesweep.merger.plan.PlannedTensor;
import dev.mergesweep.merger.recipe.Recipe;
import dev.mergesweep.merger.recipe.RecipeReader;
import dev.mergesweep.merger.yaml.InputException;
import dev.mergesweep.merger.yaml.Problem;
import dev.mergesweep.merger.yaml.Problems;
import dev.mergesweep.merger.yaml.Strictness;
import dev.mergesweep.merger.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/** A recipe that was read, opened and planned: ready to be looked at, read tensor by tensor, or written. */
public final class Merge {
    private final RecipeText text;
    private final Recipe recipe;
    private final Manner manner;
    private final MergePlan plan;
    private final MergedTensors tensors;
    private final Explainer explainer;

    /**
     * How a merge is done.
     *
     * @param numerics how the reductions are computed
     * @param strictness whether doubtful recipes are refused
     */
    public record Manner(Numerics numerics, Strictness strictness) {
        /** The default: exact and strict. */
        public static final Manner DEFAULT = new Manner(Numerics.EXACT, Strictness.STRICT);
    }

    /**
     * A recipe as text.
     *
     * @param name what messages call it
     * @param folder relative names of models are looked up here first
     */
    public record RecipeText(String name, String text, Path folder) {
        /** Reads a recipe file. @throws InputException where it cannot be read */
        public static RecipeText read(Path file) {
            Path parent = file.toAbsolutePath().getParent();
            String name = file.toString();
            return new RecipeText(name, YamlReader.text(file, name), parent == null ? Path.of("") : parent);
        }
    }

    private Merge(RecipeText text, Recipe recipe, Manner manner, MergePlan plan, Angles angles) {
        this.text = text;
        this.recipe = recipe;
        this.manner = manner;
        this.plan = plan;
        this.tensors = new MergedTensors(text.name(), plan, manner.numerics(), manner.strictness(), angles);
        this.explainer = new Explainer(text.name(), plan, tensors, manner, angles);
    }

    /**
     * Reads, opens and plans; no tensor is read.
     *
     * @throws InputException with everything that is wrong with the recipe, or with its models
     */
    public static Merge open(RecipeText text, Manner manner) {
        return open(text, manner, _ -> new Angles());
    }

    /**
     * The same, with the angles that earlier merges of the same folders left in the user's cache, and leaving its own there: what is known need
     * not be read again.
     *
     * @throws InputException as {@link #open}
     */
    public static Merge openRemembering(RecipeText text, Manner manner) {
        return open(text, manner, Angles::remembered);
    }

    private static Merge open(RecipeText text, Manner manner, Function<List<Parent>, Angles> angles) {
        Problems problems = new Problems();
        Strictness strictness = manner.strictness();
        Recipe recipe = RecipeReader.read(
                YamlReader.parse(text.text(), text.name(), problems, strictness), problems, strictness);
        List<Parent> parents = Parents.open(recipe, text.folder());
        MergePlan plan = PlanTemplate.of(recipe, parents, problems, strictness).plan(recipe, problems);
        return new Merge(text, recipe, manner, plan, angles.apply(parents));
    }

    public Recipe recipe() {
        return recipe;
    }

    public MergePlan plan() {
        return plan;
    }

    /** The merged tensors, computed as they are read. */
    public MergedTensors tensors() {
        return tensors;
    }

    /** Everything that the reader of the output should know, so far. */
    public List<Problem> warnings() {
        return Stream.concat(plan.warnings().stream(), tensors.warnings().stream())
                .toList();
    }

    /** What becomes of every tensor and why, in the order in which they are written. Reads each pair of parents' tensors once. */
    public List<Explanation> explain() {
        return plan.tensors().parallelStream().map(explainer::explain).toList();
    }

    /** What becomes of one tensor and why. */
    public Explanation explain(PlannedTensor tensor) {
        return explainer.explain(tensor);
    }

    /**
     * Writes the checkpoint: complete under its name, or not at all.
     *
     * @param out must not exist, or be an empty folder
     * @param progress told the bytes of tensors that are written, from several threads
     * @throws InputException where the folder is taken, or a parent holds a NaN
     * @throws IOException where the disk fails
     */
    public Written write(Path out, Extent extent, LongConsumer progress) throws IOException {
        return new MergeWriter(this, text, manner).write(out, extent, progress);
    }

    /**
     * How much is written.
     *
     * @param shardBytes limit of a file's tensor bytes
     * @param card whether the model card and a copy of the recipe are written
     * @param tokenizer whether the tokenizer's files are written
     * @param supplement what the card says beside the merge itself
     */
    public record Extent(long shardBytes, boolean card, boolean tokenizer, CardSupplement supplement) {
        /** Everything. */
        public static Extent whole(long shardBytes) {
            return new Extent(shardBytes, true, true, CardSupplement.NONE);
        }

        /** The same with more on the card. */
        public Extent with(CardSupplement other) {
            return new Extent(shardBytes, card, tokenizer, other);
        }
    }

    /**
     * What was written.
     *
     * @param bytes of tensors
     */
    public record Written(Path folder, long bytes, List<Explanation> tensors, List<Problem> warnings) {
        public Written {
            tensors = List.copyOf(tensors);
            warnings = List.copyOf(warnings);
        }
    }
}
