package dev.mergesweep.experiments.cli;

import dev.mergesweep.evaluator.validation.Finding;
import dev.mergesweep.evaluator.validation.Validation;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Is a checkpoint fit to release? */
@Command(
        name = "validate",
        description =
                "Look at a checkpoint as a release would: files, names, shapes, types, values, vocabulary, tokenizer, a real forward pass.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:every check passed", "1:a check failed", "2:wrong use", "3:the texts cannot tell"},
        footerHeading = "%nExamples:%n",
        footer = {"  mergesweep validate merged", "  mergesweep validate merged --json"})
final class ValidateCommand implements Callable<Integer> {
    @Parameters(paramLabel = "CHECKPOINT", description = "A folder, or a name in the Hugging Face cache.")
    private String checkpoint = "";

    @Mixin
    private CommonOptions.Computing computing = new CommonOptions.Computing();

    @Mixin
    private CommonOptions.Output output = new CommonOptions.Output();

    private final Console console;

    ValidateCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        List<Finding> findings = Validation.of(checkpoint, computing.compute());
        if (output.json) {
            console.out().println(Json.pretty(json(findings)));
        } else {
            findings.forEach(finding -> console.out().println(line(finding)));
        }
        console.out().flush();
        return findings.stream().anyMatch(Finding::failed) ? ExitCode.CHECK_FAILED : ExitCode.OK;
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

    private ObjectNode json(List<Finding> findings) {
        ObjectNode root = JsonNodeFactory.instance.objectNode().put("checkpoint", checkpoint);
        ArrayNode checks = root.putArray("checks");
        findings.forEach(finding -> checks.addObject()
                .put("check", finding.check().id())
                .put("outcome", finding.outcome().name().toLowerCase(Locale.ROOT))
                .put("what", finding.what())
                .put("advice", finding.advice()));
        return root.put("passed", findings.stream().noneMatch(Finding::failed));
    }
}
