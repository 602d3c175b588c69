package dev.mergesweep.evaluator.djl;

import dev.mergesweep.evaluator.architecture.Weight;
import dev.mergesweep.merger.TensorSource;
import dev.mergesweep.merger.checkpoint.ElementType;
import dev.mergesweep.merger.yaml.InputException;
import dev.mergesweep.merger.yaml.Place;
import dev.mergesweep.merger.yaml.Problems;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Holds the tensors of a source against those that its architecture reads, before any comes near the engine. */
final class Tensors {
    private static final Set<ElementType> COMPUTABLE =
            Set.of(ElementType.BF16, ElementType.F16, ElementType.F32, ElementType.F64);

    private Tensors() {}

    /** @throws InputException naming every tensor that is missing, left over, or of another shape or type */
    static void check(TensorSource source, List<Weight> weights) {
        Problems problems = new Problems();
        Place place = Place.of(source.name());
        Set<String> known = new HashSet<>();
        for (Weight weight : weights) {
            if (known.add(weight.name())) {
                check(source, weight, problems);
            }
        }
        for (String name : source.headers().keySet()) {
            if (!known.contains(name) && !buffer(name, known)) {
                problems.error(
                        place,
                        name,
                        "is a tensor that config.json leaves no place for",
                        "Is it the right config.json?");
            }
        }
        problems.throwIfAny();
    }

    /** The header of a tensor that fits. */
    static TensorSource.Header header(TensorSource source, Weight weight) {
        Problems problems = new Problems();
        check(source, weight, problems);
        problems.throwIfAny();
        return Objects.requireNonNull(source.headers().get(weight.name()));
    }

    private static void check(TensorSource source, Weight weight, Problems problems) {
        Place place = Place.of(source.name());
        TensorSource.Header header = source.headers().get(weight.name());
        if (header == null) {
            problems.error(place, weight.name(), "is missing", "config.json says there is such a tensor");
        } else if (!header.shape().equals(weight.shape())) {
            problems.error(
                    place,
                    weight.name(),
                    "has shape %s, but config.json makes it %s".formatted(header.shape(), weight.shape()),
                    "");
        } else if (!COMPUTABLE.contains(header.type())) {
            problems.error(
                    place,
                    weight.name(),
                    "has element type " + header.type().torchName(),
                    "Only bfloat16, float16, float32 and float64 can be computed with");
        }
    }

    /** What old files carry along and a forward pass computes itself; and the copy of a tied head. */
    private static boolean buffer(String name, Set<String> known) {
        return name.endsWith(".rotary_emb.inv_freq")
                || name.endsWith(".attn.bias")
                || name.endsWith(".attn.masked_bias")
                || name.endsWith(".attention.bias")
                || name.endsWith(".attention.masked_bias")
                || (name.equals("lm_head.weight") && !known.contains(name));
    }
}
