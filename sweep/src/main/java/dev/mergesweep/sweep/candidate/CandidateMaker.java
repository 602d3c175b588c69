package dev.mergesweep.sweep.candidate;

import dev.mergesweep.merger.TensorSource;
import dev.mergesweep.merger.plan.MergePlan;
import dev.mergesweep.merger.plan.Parent;
import dev.mergesweep.merger.recipe.MergeMethod;
import dev.mergesweep.merger.yaml.InputException;
import dev.mergesweep.merger.yaml.Place;
import dev.mergesweep.merger.yaml.Problem;
import dev.mergesweep.merger.yaml.Strictness;
import dev.mergesweep.merger.yaml.YamlNode;
import dev.mergesweep.merger.yaml.YamlNode.Mapping;
import dev.mergesweep.merger.yaml.YamlNode.Scalar;
import dev.mergesweep.merger.yaml.YamlNode.Sequence;
import dev.mergesweep.sweep.space.Learned;
import dev.mergesweep.sweep.space.Point;
import dev.mergesweep.sweep.space.Proposal;
import dev.mergesweep.sweep.space.Space;
import dev.mergesweep.sweep.space.Template;
import dev.mergesweep.sweep.store.StoredCandidate;
import dev.mergesweep.sweep.store.StoredCandidate.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** Makes candidates of the points of a space, and the baselines beside them. */
public final class CandidateMaker {
    /** Those that are scored beside every experiment's own, with the t that each has everywhere. */
    public static final Map<String, Double> BASELINES = Map.of("parent-0", 0.0, "parent-1", 1.0, "uniform-0.5", 0.5);

    /** Tells, like an axis, which of several recipes a candidate was made of. */
    private static final String RECIPE = "recipe";

    private static final double MIDDLE = 0.5;

    private final Space space;
    private final Models models;
    private final MergedRecipes recipes;

    /** @param merger computes the tensors of a plan as they are read */
    public CandidateMaker(Space space, Models models, Function<MergePlan, TensorSource> merger, Strictness strictness) {
        this.space = space;
        this.models = models;
        this.recipes = new MergedRecipes(models, merger, strictness);
    }

    /**
     * The candidate of a proposal.
     *
     * @throws InputException with everything that is wrong with the filled recipe
     */
    public Candidate of(Proposal proposal) {
        SequencedMap<String, JsonNode> axes = proposal.axes();
        if (proposal instanceof Point point && space.templates().size() > 1) {
            String label = space.templates().get(point.template()).label();
            axes.putIfAbsent(RECIPE, StringNode.valueOf(label));
        }
        return candidate(null, Kind.MERGE, axes, open(proposal));
    }

    /** The t of every tensor of a proposal; nothing is compared or read. */
    public SequencedMap<String, @Nullable Double> schedule(Proposal proposal) {
        return Schedule.of(open(proposal).plan());
    }

    private MergedRecipes.Merged open(Proposal proposal) {
        return switch (proposal) {
            case Point point -> open(space.templates().get(point.template()), point);
            case Learned learned -> {
                Template template = space.templates().getFirst();
                yield recipes.open(RecipeWithT.of(filled(template), learned.rules()), template.folder());
            }
        };
    }

    /** The first template as any point fills it: t is not read from it. */
    private YamlNode filled(Template template) {
        Point example = space.numbered(0).apply(0);
        return template.fill(example.nodes(), () -> layers(template));
    }

    private MergedRecipes.Merged open(Template template, Point point) {
        YamlNode yaml = template.fill(point.nodes(), () -> layers(template));
        return recipes.open(yaml, template.folder());
    }

    private static Candidate candidate(
            @Nullable String name,
            Kind kind,
            @Nullable SequencedMap<String, JsonNode> axes,
            MergedRecipes.Merged merged) {
        String digest = CanonicalForm.digest(merged.tensors());
        String shown = name == null ? digest.substring(0, 12) : name;
        StoredCandidate description = new StoredCandidate(
                shown, digest, kind, axes, 0, "recipes/" + shown + ".yaml", Schedule.of(merged.plan()));
        return new Candidate(description, merged.tensors(), merged.written());
    }

    /**
     * The parents' checkpoints as they are, and, for slerp, the merge half way between them. Made from the first template.
     *
     * @param example a point of the first template
     */
    public List<Candidate> baselines(Point example) {
        Template template = space.templates().get(example.template());
        MergedRecipes.Merged merged = open(template, example);
        List<Parent> parents = merged.plan().parents();
        List<Candidate> baselines = new ArrayList<>();
        for (int i = 0; i < Math.min(2, parents.size()); i++) {
            baselines.add(checkpoint("parent-" + i, Kind.PARENT, parents.get(i).tensors(), schedule(merged, i)));
        }
        if (merged.recipe().method() == MergeMethod.SLERP) {
            MergedRecipes.Merged middle =
                    recipes.open(RecipeWithT.of(merged.written().yaml(), MIDDLE), template.folder());
            baselines.add(candidate("uniform-0.5", Kind.BASELINE, null, middle));
        }
        return baselines;
    }

    /** The tensors of a point's recipe with one t everywhere. */
    public TensorSource uniform(Point example, double t) {
        Template template = space.templates().get(example.template());
        YamlNode recipe = open(template, example).written().yaml();
        return recipes.open(RecipeWithT.of(recipe, t), template.folder()).tensors();
    }

    /** A parent is the merge with t = 0, or 1, everywhere. */
    private static SequencedMap<String, @Nullable Double> schedule(MergedRecipes.Merged merged, int parent) {
        SequencedMap<String, @Nullable Double> schedule = Schedule.of(merged.plan());
        schedule.replaceAll((_, t) -> t == null ? null : (Double) (double) parent);
        return schedule;
    }

    /** A model made elsewhere. @param folder of the experiment file */
    public Candidate checkpoint(String name, Path folder, String path) {
        return checkpoint(name, Kind.CHECKPOINT, models.checkpoint(folder, path), new LinkedHashMap<>());
    }

    private static Candidate checkpoint(
            String name, Kind kind, TensorSource tensors, SequencedMap<String, @Nullable Double> schedule) {
        String digest = CanonicalForm.digest(tensors);
        return new Candidate(new StoredCandidate(name, digest, kind, null, 0, null, schedule), tensors, null);
    }

    /** Paths of the parents of a point as its recipe writes them, the base first. */
    public List<Parent> parents(Point example) {
        return open(space.templates().get(example.template()), example).plan().parents();
    }

    /** What was noted of all recipes so far, each once. */
    public List<Problem> warnings() {
        return recipes.warnings();
    }

    /** Asked before the recipe is filled, so only a model that is named without a hole can tell. */
    private int layers(Template template) {
        YamlNode base = template.recipe() instanceof Mapping recipe ? recipe.value("base_model") : null;
        String path = base instanceof Scalar scalar ? scalar.text() : first(template.recipe());
        JsonNode count = models.checkpoint(template.folder(), path).config().path("num_hidden_layers");
        if (!count.isIntegralNumber()) {
            throw new InputException(
                    Place.of(path), "its config.json says no num_hidden_layers", "Write layers as filters: layers.3.");
        }
        return count.intValue();
    }

    private static String first(YamlNode recipe) {
        if (recipe instanceof Mapping mapping
                && mapping.value("models") instanceof Sequence sequence
                && !sequence.items().isEmpty()
                && sequence.items().getFirst() instanceof Mapping model
                && model.value("model") instanceof Scalar scalar) {
            return scalar.text();
        }
        throw new InputException(recipe.place(), "layer sets need a base_model", "Name the base model without a hole");
    }
}
