package dev.mergesweep.sweep.space;

import dev.mergesweep.merger.yaml.Problems;
import dev.mergesweep.merger.yaml.YamlNode;
import dev.mergesweep.merger.yaml.YamlNode.Mapping;
import dev.mergesweep.merger.yaml.YamlNode.Scalar;
import dev.mergesweep.merger.yaml.YamlNode.Sequence;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads {@code merge}, {@code axes} and {@code when} of an experiment, and checks that holes and axes fit. */
public final class SpaceReader {
    private final Section experiment;
    private final Path folder;
    private final Problems problems;

    /** @param folder of the experiment file */
    public SpaceReader(Section experiment, Path folder) {
        this.experiment = experiment;
        this.folder = folder;
        this.problems = experiment.problems();
    }

    /** @param recipes templates from elsewhere, without holes */
    public Space read(List<Template> recipes) {
        List<Template> templates = new ArrayList<>(templates());
        List<Axis> axes = new AxisReader(problems).read(experiment.value("axes"));
        checkHoles(templates, axes);
        templates.addAll(recipes);
        return new Space(templates, axes, constraints(axes));
    }

    private List<Template> templates() {
        YamlNode node = experiment.value("merge");
        return switch (node) {
            case null -> List.of();
            case Mapping mapping -> List.of(new Template("merge", mapping, folder));
            case Sequence sequence -> {
                List<Template> templates = new ArrayList<>();
                for (YamlNode item : sequence.items()) {
                    String name = "merge[" + templates.size() + "]";
                    templates.add(
                            new Template(name, Section.of(item, name, problems).mapping(), folder));
                }
                yield templates;
            }
            case Scalar scalar -> {
                experiment.error(scalar.place(), "merge", "expected a recipe, found " + Section.kind(scalar), "");
                yield List.of();
            }
        };
    }

    private void checkHoles(List<Template> templates, List<Axis> axes) {
        Set<String> names = new LinkedHashSet<>();
        axes.forEach(axis -> names.add(axis.name()));
        Set<String> filled = new LinkedHashSet<>();
        for (Template template : templates) {
            checkHoles(template.name(), template.holes(), names, filled);
        }
        for (Axis axis : axes) {
            for (Axis.Value value : axis.values()) {
                checkHoles("axes." + axis.name(), Hole.of(value.node()), names, filled);
            }
        }
        for (Axis axis : axes) {
            if (!filled.contains(axis.name())) {
                String advice = "Write ${%s} where its values belong, or remove the axis".formatted(axis.name());
                problems.error(axis.place(), "axes." + axis.name(), "fills no hole", advice);
            } else if (reaches(axis.name(), axis.name(), axes, new LinkedHashSet<>())) {
                problems.error(axis.place(), "axes." + axis.name(), "fills itself", "Remove the hole from its values");
            }
        }
    }

    private void checkHoles(String at, List<Hole> holes, Set<String> axes, Set<String> filled) {
        for (Hole hole : holes) {
            if (!axes.contains(hole.axis())) {
                String advice = axes.isEmpty()
                        ? "Add axes: {%s: [0, 0.5, 1]}".formatted(hole.axis())
                        : "Axes are " + String.join(", ", axes);
                problems.error(hole.place(), at, "${%s} has no axis".formatted(hole.axis()), advice);
            }
            filled.add(hole.axis());
        }
    }

    /** Whether values of one axis have a hole for another, or lead to one that has. */
    private static boolean reaches(String from, String to, List<Axis> axes, Set<String> seen) {
        for (Axis axis : axes) {
            for (Axis.Value value : axis.name().equals(from) ? axis.values() : List.<Axis.Value>of()) {
                for (Hole hole : Hole.of(value.node())) {
                    if (hole.axis().equals(to) || (seen.add(hole.axis()) && reaches(hole.axis(), to, axes, seen))) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private List<Constraint> constraints(List<Axis> axes) {
        List<Constraint> constraints = new ArrayList<>();
        YamlNode when = experiment.value("when");
        List<YamlNode> lines = when instanceof Scalar ? List.of(when) : experiment.items("when");
        for (YamlNode line : lines) {
            Constraint constraint =
                    line instanceof Scalar scalar ? Constraint.parse(scalar.place(), scalar.text()) : null;
            if (constraint == null) {
                experiment.error(
                        line.place(),
                        "when",
                        "expected a comparison, found " + Section.kind(line),
                        "For example \"mlp >= attention\"");
            } else if (axes.stream().noneMatch(axis -> constraint.words().contains(axis.name()))) {
                experiment.error(line.place(), "when", "\"%s\" names no axis".formatted(constraint), "");
            } else {
                checkNumbers(constraint, axes);
                constraints.add(constraint);
            }
        }
        return constraints;
    }

    private void checkNumbers(Constraint constraint, List<Axis> axes) {
        for (Axis axis : axes) {
            if (constraint.ordered() && constraint.words().contains(axis.name())) {
                axis.values().stream()
                        .filter(value -> !value.json().isNumber())
                        .findFirst()
                        .ifPresent(value -> experiment.error(
                                constraint.place(),
                                "when",
                                "\"%s\" compares %s, whose value %s is no number"
                                        .formatted(constraint, axis.name(), value.json()),
                                "Compare numbers, or use == or !="));
            }
        }
    }
}
