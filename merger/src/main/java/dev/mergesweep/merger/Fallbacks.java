package dev.mergesweep.merger;

import dev.mergesweep.merger.yaml.Place;
import dev.mergesweep.merger.yaml.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Warnings about what SLERP did not do: tensors that were interpolated on a straight line, and those where numerics disagree. */
final class Fallbacks {
    private Fallbacks() {}

    static List<Problem> of(List<Explanation> tensors, String recipe, Numerics numerics) {
        List<Problem> warnings = new ArrayList<>();
        List<String> lerp = names(tensors, tensor -> tensor.branch() == Branch.LERP);
        if (!lerp.isEmpty()) {
            warnings.add(warning(
                    recipe,
                    "%d of %d tensors are almost collinear (|cosine| above 0.9995) and were interpolated on a straight line"
                            .formatted(lerp.size(), tensors.size())));
        }
        List<String> disputed = names(tensors, Explanation::isDisputed);
        if (!disputed.isEmpty()) {
            String what = switch (numerics) {
                case EXACT -> "mergekit's float32 sums take the other branch for ";
                case MERGEKIT -> "exact sums take the other branch for ";
            };
            warnings.add(warning(recipe, what + String.join(", ", disputed)));
        }
        return warnings;
    }

    static List<String> names(List<Explanation> tensors, Predicate<Explanation> which) {
        return tensors.stream().filter(which).map(Explanation::name).toList();
    }

    private static Problem warning(String recipe, String what) {
        return new Problem(Place.of(recipe), "", what, "");
    }
}
