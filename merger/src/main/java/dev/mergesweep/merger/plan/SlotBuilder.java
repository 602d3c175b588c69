package dev.mergesweep.merger.plan;

import dev.mergesweep.merger.TensorSource.Header;
import dev.mergesweep.merger.checkpoint.ElementType;
import dev.mergesweep.merger.checkpoint.Shape;
import dev.mergesweep.merger.recipe.ModelReference;
import dev.mergesweep.merger.recipe.Recipe;
import dev.mergesweep.merger.yaml.Problems;
import dev.mergesweep.merger.yaml.Strictness;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the slot of one output tensor: which models have it, under which name, in which part. */
final class SlotBuilder {
    private static final Set<ElementType> FLOATING = EnumSet.of(ElementType.BF16, ElementType.F16, ElementType.F32);

    /** Weights whose numbers have no meaning alone, or are wider than any release of a model. */
    private static final Set<ElementType> REFUSED =
            EnumSet.of(ElementType.F64, ElementType.F8_E4M3, ElementType.F8_E5M2);

    private final Recipe recipe;
    private final List<Anatomy> anatomies;
    private final Vocabulary vocabulary;
    private final Tally missing = new Tally();
    private final Tally shapes = new Tally();
    private final Tally widths = new Tally();
    private final Tally types = new Tally();
    private final Tally notes = new Tally();

    SlotBuilder(Recipe recipe, List<Anatomy> anatomies, Vocabulary vocabulary) {
        this.recipe = recipe;
        this.anatomies = anatomies;
        this.vocabulary = vocabulary;
    }

    /** A tensor as one source of a slice should have it. */
    record Wanted(int parent, String tensor) {}

    /** Where an output tensor belongs. */
    record Seat(
            int module,
            int slice,
            double position,
            @Nullable ModelReference base) {}

    static boolean isFloating(ElementType type) {
        return FLOATING.contains(type);
    }

    /**
     * @param wanted in the order of the slice; of one model twice, the last counts, as in mergekit
     * @return null where the one that counts lacks the tensor
     */
    @Nullable
    Slot build(String name, Seat seat, List<Wanted> wanted) {
        Map<Integer, String> asked = new LinkedHashMap<>();
        wanted.forEach(one -> asked.put(one.parent(), one.tensor()));
        List<Found> found = new ArrayList<>();
        List<Anatomy> without = new ArrayList<>();
        asked.forEach((parent, tensor) ->
                found(parent, tensor).ifPresentOrElse(found::add, () -> without.add(anatomies.get(parent))));
        if (found.isEmpty()) {
            return null;
        }
        noteMissing(name, found, without);
        noteTypes(name, found);
        return slot(name, seat, mergeable(name, seat, found));
    }

    private record Found(int parent, String asked, String tensor, Header header) {}

    /** A model whose output embedding is tied lends its input embedding, where another model has one of its own. */
    private Optional<Found> found(int parent, String tensor) {
        Anatomy anatomy = anatomies.get(parent);
        Optional<String> name = Optional.of(tensor).filter(anatomy::has);
        if (name.isEmpty() && TensorName.isOutputEmbedding(tensor) && !anatomy.isUntied()) {
            name = anatomy.inputEmbedding();
        }
        return name.map(there -> new Found(parent, tensor, anatomy.ownName(there), anatomy.header(there)));
    }

    private void noteMissing(String name, List<Found> found, List<Anatomy> without) {
        if (!without.isEmpty()) {
            String here = anatomies
                    .get(found.getFirst().parent())
                    .parent()
                    .reference()
                    .path();
            String there = without.getFirst().parent().reference().path();
            missing.add(
                    recipe.place(),
                    "",
                    here + there,
                    "%s is in %s, but not in %s".formatted(name, here, there),
                    "Merge models of one architecture; with --lenient the tensor is copied");
        }
    }

    private void noteTypes(String name, List<Found> found) {
        for (Found one : found) {
            ElementType type = one.header().type();
            if (REFUSED.contains(type)) {
                types.add(
                        recipe.place(),
                        "",
                        type.name(),
                        "%s is %s in %s, which is not merged"
                                .formatted(name, type.torchName(), reference(one.parent())),
                        "Convert the model to bfloat16, float16 or float32 first");
            }
        }
    }

    /** Whole numbers (positions, masks) are no weights: they are copied from the base. */
    private List<Found> mergeable(String name, Seat seat, List<Found> found) {
        boolean floating =
                found.stream().allMatch(one -> FLOATING.contains(one.header().type()));
        if (floating || found.size() == 1) {
            return found;
        }
        Found kept = found.stream()
                .filter(one -> isBase(one.parent(), seat))
                .findFirst()
                .orElse(found.getFirst());
        notes.add(
                recipe.place(),
                "",
                "whole",
                "%s holds %s, which cannot be merged; it is copied from %s"
                        .formatted(name, kept.header().type().torchName(), reference(kept.parent())),
                "");
        return List.of(kept);
    }

    private Slot slot(String name, Seat seat, List<Found> found) {
        List<Rows> rows = rows(name, found);
        List<Slot.Source> sources = new ArrayList<>();
        int base = -1;
        for (int i = 0; i < found.size(); i++) {
            Found one = found.get(i);
            Input input =
                    new Input(one.parent(), one.tensor(), loadedAs(one.header().type()), rows.get(i));
            sources.add(new Slot.Source(one.asked(), shape(one.header(), rows.get(i)), input));
            base = isBase(one.parent(), seat) ? i : base;
        }
        return new Slot(name, seat.module(), seat.slice(), seat.position(), sources, base);
    }

    private ElementType loadedAs(ElementType stored) {
        ElementType cast = recipe.types().load();
        return cast != null && FLOATING.contains(stored) ? cast : stored;
    }

    private List<Rows> rows(String name, List<Found> found) {
        if (vocabulary.rebuilds() && isEmbedding(name, found)) {
            return found.stream()
                    .map(one -> vocabulary.rows(one.parent(), one.tensor(), name))
                    .toList();
        }
        List<Shape> distinct =
                found.stream().map(one -> one.header().shape()).distinct().toList();
        if (distinct.size() == 1) {
            return found.stream().<Rows>map(_ -> new Rows.All()).toList();
        }
        if (!isEmbedding(name, found)) {
            shapes.add(recipe.place(), "", "shape", shapeList(name, found), "Merge models of one size");
            return found.stream().<Rows>map(_ -> new Rows.All()).toList();
        }
        return corners(name, found);
    }

    private List<Rows> corners(String name, List<Found> found) {
        long rows = found.stream()
                .mapToLong(one -> one.header().shape().dimensions().get(0))
                .min()
                .orElseThrow();
        long columns = found.stream()
                .mapToLong(one -> one.header().shape().dimensions().get(1))
                .min()
                .orElseThrow();
        Shape corner = Shape.of(rows, columns);
        boolean narrower =
                found.stream().anyMatch(one -> one.header().shape().dimensions().get(1) != columns);
        (narrower ? widths : notes)
                .add(
                        recipe.place(),
                        "",
                        name,
                        "%s; both are cut to %s".formatted(shapeList(name, found), corner),
                        narrower ? "Merge models of one size" : "Set tokenizer_source to keep every token");
        return found.stream()
                .<Rows>map(one -> one.header().shape().equals(corner) ? new Rows.All() : new Rows.Corner(rows, columns))
                .toList();
    }

    private String shapeList(String name, List<Found> found) {
        StringBuilder text = new StringBuilder(name);
        for (int i = 0; i < found.size(); i++) {
            text.append(i == 0 ? " has shape " : ", but ")
                    .append(found.get(i).header().shape())
                    .append(" in ")
                    .append(reference(found.get(i).parent()));
        }
        return text.toString();
    }

    private static boolean isEmbedding(String name, List<Found> found) {
        return (TensorName.isInputEmbedding(name) || TensorName.isOutputEmbedding(name))
                && found.stream().allMatch(one -> one.header().shape().rank() == 2);
    }

    private static Header shape(Header stored, Rows rows) {
        return switch (rows) {
            case Rows.All() -> stored;
            case Rows.Corner(long count, long columns) -> new Header(stored.type(), Shape.of(count, columns));
            case Rows.Chosen(List<Rows.Row> chosen) ->
                new Header(
                        stored.type(),
                        Shape.of(chosen.size(), stored.shape().dimensions().get(1)));
        };
    }

    private boolean isBase(int parent, Seat seat) {
        return seat.base() != null && anatomies.get(parent).parent().reference().equals(seat.base());
    }

    private String reference(int parent) {
        return anatomies.get(parent).parent().reference().path();
    }

    void report(Problems problems, Strictness strictness) {
        missing.report(problems, strictness);
        shapes.reportErrors(problems);
        types.reportErrors(problems);
        widths.report(problems, strictness);
        notes.reportWarnings(problems);
    }
}
