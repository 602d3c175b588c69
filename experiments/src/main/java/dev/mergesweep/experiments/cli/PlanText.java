package dev.mergesweep.experiments.cli;

import dev.mergesweep.sweep.SweepPlan;
import dev.mergesweep.sweep.store.StoredCandidate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A plan as lines and as JSON. */
final class PlanText {
    private static final double MEBIBYTE = 1 << 20;

    private PlanText() {}

    static List<String> lines(SweepPlan plan, boolean candidates) {
        List<String> lines = new ArrayList<>();
        lines.add(format(
                "candidates   %d of %d points of the space",
                plan.count().distinct(), plan.count().points()));
        plan.count()
                .reasons()
                .forEach((reason, count) -> lines.add(format("             %d fell together: %s", count, reason)));
        lines.add("baselines    "
                + plan.baselines().stream().map(StoredCandidate::name).collect(Collectors.joining(", ")));
        for (SweepPlan.Side side : plan.texts()) {
            lines.add(format(
                    "texts        %s, %s: %d documents, %,d tokens",
                    side.domain(), side.split(), side.documents(), side.tokens()));
        }
        lines.add(format(
                "compute      %s%s",
                plan.compute().type().word(),
                plan.compute().fasterInBfloat16()
                        ? "; this CPU has bfloat16 arithmetic and would be faster with --compute bfloat16"
                        : ""));
        SweepPlan.Stages stages = plan.stages();
        lines.add(format(
                "stages       %,d of %,d: the rest is shared between candidates that begin alike",
                stages.shared(), stages.alone()));
        lines.add(format(
                "cost         about %s, %,.0f MiB of memory, %,.1f MiB of disk",
                ProgressLine.text(Duration.ofMillis((long) (1000 * plan.cost().seconds()))),
                plan.cost().memoryBytes() / MEBIBYTE,
                plan.cost().diskBytes() / MEBIBYTE));
        if (candidates) {
            lines.add("");
            plan.candidates().forEach(candidate -> lines.add(candidate.name() + "  " + axes(candidate)));
        }
        return lines;
    }

    static String axes(StoredCandidate candidate) {
        return candidate.axes() == null
                ? ""
                : candidate.axes().entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .collect(Collectors.joining(" "));
    }

    static ObjectNode json(SweepPlan plan) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("points", plan.count().points()).put("candidates", plan.count().distinct());
        ObjectNode reasons = root.putObject("fell_together");
        plan.count().reasons().forEach(reasons::put);
        ArrayNode baselines = root.putArray("baselines");
        plan.baselines().forEach(baseline -> baselines.add(baseline.name()));
        ArrayNode texts = root.putArray("texts");
        plan.texts()
                .forEach(side -> texts.addObject()
                        .put("domain", side.domain())
                        .put("split", side.split())
                        .put("documents", side.documents())
                        .put("tokens", side.tokens()));
        root.putObject("compute")
                .put("type", plan.compute().type().word())
                .put("faster_in_bfloat16", plan.compute().fasterInBfloat16());
        root.putObject("stages")
                .put("shared", plan.stages().shared())
                .put("alone", plan.stages().alone());
        root.putObject("cost")
                .put("seconds", plan.cost().seconds())
                .put("memory_bytes", plan.cost().memoryBytes())
                .put("disk_bytes", plan.cost().diskBytes());
        ArrayNode list = root.putArray("list");
        plan.candidates().forEach(candidate -> {
            ObjectNode entry = list.addObject().put("candidate", candidate.name());
            if (candidate.axes() != null) {
                ObjectNode axes = entry.putObject("axes");
                candidate.axes().forEach(axes::set);
            }
        });
        ArrayNode warnings = root.putArray("warnings");
        plan.warnings().forEach(warnings::add);
        return root;
    }

    private static String format(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
