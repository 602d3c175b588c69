package dev.mergesweep.experiments.cli;

import dev.mergesweep.evaluator.validation.Finding;
import dev.mergesweep.reports.gate.Assessment;
import dev.mergesweep.reports.gate.Ruling;
import java.util.Locale;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** An assessment for people and as JSON. */
final class AssessmentText {
    private AssessmentText() {}

    static Stream<String> lines(Assessment assessment) {
        return Stream.concat(
                assessment.findings().stream().map(AssessmentText::line),
                assessment.rulings().stream().map(AssessmentText::line));
    }

    private static String line(Finding finding) {
        return String.format(
                Locale.ROOT,
                "%-4s  %-15s %s%s",
                finding.outcome().name().toLowerCase(Locale.ROOT),
                finding.check().id(),
                finding.what(),
                finding.advice().isEmpty() ? "" : ". " + finding.advice());
    }

    private static String line(Ruling ruling) {
        String sign = switch (ruling.outcome()) {
            case PASS -> "pass";
            case FAIL -> "fail";
            case INCONCLUSIVE -> "?";
        };
        String advice = ruling.outcome() == Ruling.Outcome.INCONCLUSIVE ? ". The texts cannot tell: add documents" : "";
        return String.format(Locale.ROOT, "%-4s  %-15s %s: %s%s", sign, "gate", ruling.domain(), ruling.what(), advice);
    }

    static ObjectNode json(Assessment assessment) {
        ObjectNode root = JsonNodeFactory.instance.objectNode().put("checkpoint", assessment.checkpoint());
        ArrayNode checks = root.putArray("checks");
        assessment
                .findings()
                .forEach(finding -> checks.addObject()
                        .put("check", finding.check().id())
                        .put("outcome", finding.outcome().name().toLowerCase(Locale.ROOT))
                        .put("what", finding.what())
                        .put("advice", finding.advice()));
        ArrayNode gate = root.putArray("gate");
        assessment.rulings().forEach(ruling -> put(gate.addObject(), ruling));
        return root.put("outcome", assessment.outcome().word())
                .put("passed", assessment.outcome() == Ruling.Outcome.PASS);
    }

    private static void put(ObjectNode node, Ruling ruling) {
        node.put("domain", ruling.domain())
                .put("outcome", ruling.outcome().word())
                .put("documents", ruling.documents());
        Json.put(node, "percent", ruling.percent());
        Json.put(node, "low", ruling.bounds().low());
        Json.put(node, "high", ruling.bounds().high());
        node.put("limit", ruling.limit());
    }
}
