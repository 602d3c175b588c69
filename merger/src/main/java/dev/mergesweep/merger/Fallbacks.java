package dev.mergesweep.merger;

import dev.mergesweep.merger.yaml.Place;
import dev.mergesweep.merger.yaml.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Where SLERP took the straight line. For tensors that are almost the same that is what the arc is, and no more than a note; opposite ones
 * are a warning, and so are those where numerics disagree.
 */
final class Fallbacks {
    private Fallbacks() {}

    static List<Problem> of(List<Explanation> tensors, String recipe, Numerics numerics) {
        List<Problem> warnings = new ArrayList<>();
        List<String> opposite = names(tensors, tensor -> tensor.branch() == Branch.LERP && !isAlike(tensor));
        if (!opposite.isEmpty()) {
            warnings.add(warning(
                    recipe,
                    "the parents are opposite (cosine below -0.9995) in %s: blended linearly, as mergekit does, they cancel out"
                            .formatted(String.join(", ", opposite))));
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

    /** A sentence about tensors that are the same in both parents, or nearly so; empty where there are none. */
    static String note(List<Explanation> tensors) {
        int alike = names(tensors, tensor -> tensor.branch() == Branch.LERP && isAlike(tensor))
                .size();
        return alike == 0
                ? ""
                : "%d of %d tensors point the same way in both parents (cosine above 0.9995), where SLERP is a straight line: they were blended linearly, as mergekit does"
                        .formatted(alike, tensors.size());
    }

    private static boolean isAlike(Explanation tensor) {
        Double cosine = tensor.cosine();
        return cosine != null && cosine > 0;
    }

    static List<String> names(List<Explanation> tensors, Predicate<Explanation> which) {
        return tensors.stream().filter(which).map(Explanation::name).toList();
    }

    private static Problem warning(String recipe, String what) {
        return new Problem(Place.of(recipe), "", what, "");
    }
}
