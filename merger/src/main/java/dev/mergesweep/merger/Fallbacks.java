package dev.mergesweep.merger;

import dev.mergesweep.merger.yaml.Place;
import dev.mergesweep.merger.yaml.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Warnings of where SLERP took the straight line: harmless for tensors that are almost the same, not for opposite ones; and of where numerics disagree. */
final class Fallbacks {
    private Fallbacks() {}

    static List<Problem> of(List<Explanation> tensors, String recipe, Numerics numerics) {
        List<Problem> warnings = new ArrayList<>();
        int alike = names(tensors, tensor -> tensor.branch() == Branch.LERP && isAlike(tensor))
                .size();
        if (alike > 0) {
            warnings.add(warning(
                    recipe,
                    "%d of %d tensors point the same way in both parents (cosine above 0.9995), where SLERP is a straight line: they were blended linearly, as mergekit does"
                            .formatted(alike, tensors.size())));
        }
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
