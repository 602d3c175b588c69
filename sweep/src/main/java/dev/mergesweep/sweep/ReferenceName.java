package dev.mergesweep.sweep;

import dev.mergesweep.merger.yaml.Place;
import dev.mergesweep.merger.yaml.Similar;
import dev.mergesweep.merger.yaml.YamlNode;
import dev.mergesweep.merger.yaml.YamlNode.Mapping;
import dev.mergesweep.merger.yaml.YamlNode.Scalar;
import dev.mergesweep.sweep.space.Section;
import dev.mergesweep.sweep.space.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Refuses, before anything is scored, a reference that no ranking of an experiment can have. What looks like a candidate's id
 * is taken: a search may find it.
 *
 * @param names of what is scored beside the space's candidates, as far as the file tells
 * @param merges whether there are candidates of a space too, which are known by their ids
 */
record ReferenceName(List<String> names, boolean merges) {
    static final String BEST_PARENT = "best-parent";

    private static final String PARENT = "parent-";
    private static final String UNIFORM = "uniform-0.5";
    private static final Pattern ID = Pattern.compile("[0-9a-f]{1,12}");

    static ReferenceName of(List<Template> templates, List<Experiment.Checkpoint> checkpoints) {
        List<String> names = new ArrayList<>();
        if (!templates.isEmpty()) {
            names.add(PARENT + 0);
            names.add(PARENT + 1);
            if (templates.stream().anyMatch(ReferenceName::mayBeSlerp)) {
                names.add(UNIFORM);
            }
        }
        checkpoints.stream().map(Experiment.Checkpoint::name).forEach(names::add);
        return new ReferenceName(List.copyOf(names), !templates.isEmpty());
    }

    /** The merge half way is made of slerp only; which method fills a hole is not known yet. */
    private static boolean mayBeSlerp(Template template) {
        YamlNode method = template.recipe() instanceof Mapping recipe ? recipe.value("merge_method") : null;
        return !(method instanceof Scalar scalar)
                || scalar.text().equals("slerp")
                || scalar.text().contains("${");
    }

    /** The reference that {@code rank} names; a name may be shortened, as everywhere, as long as it is one. */
    String read(Section rank) {
        String name = rank.text("against", BEST_PARENT);
        YamlNode node = rank.value("against");
        if (names.contains(name)) {
            return name;
        }
        Place place = node == null ? rank.place() : node.place();
        if (name.equals(BEST_PARENT)) {
            requireParents(rank, place);
            return name;
        }
        List<String> meant =
                names.stream().filter(known -> known.startsWith(name)).toList();
        if (meant.size() > 1) {
            rank.error(
                    place,
                    "against",
                    "\"%s\" may be any of %s".formatted(name, String.join(", ", meant)),
                    "Write more of the one you mean");
        } else if (meant.isEmpty() && !(merges && ID.matcher(name).matches())) {
            rank.error(place, "against", "no candidate is called \"%s\"".formatted(name), advice(name));
        }
        return name;
    }

    /** Who names nothing at all is told that. */
    private void requireParents(Section rank, Place place) {
        if (!merges && !names.isEmpty()) {
            rank.error(
                    place,
                    "against",
                    "without a recipe there is no best parent to compare with",
                    "Name a candidate: " + String.join(", ", names));
        }
    }

    private String advice(String name) {
        List<String> known = new ArrayList<>(names);
        if (merges) {
            known.addFirst(BEST_PARENT);
        }
        String there = "There are: " + String.join(", ", known) + (merges ? " and the ids of candidates" : "");
        return Similar.to(name, known)
                .map(similar -> "Did you mean %s? %s".formatted(similar, there))
                .orElse(there);
    }
}
