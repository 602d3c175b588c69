package dev.mergesweep.experiments.cli;

import dev.mergesweep.evaluator.corpus.TextFile;
import dev.mergesweep.evaluator.validation.Check;
import dev.mergesweep.evaluator.validation.Finding;
import dev.mergesweep.evaluator.validation.Validation;
import dev.mergesweep.reports.gate.Assessment;
import dev.mergesweep.reports.gate.AssessmentXml;
import dev.mergesweep.reports.gate.Gate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Is a checkpoint fit to release? */
@Command(
        name = "validate",
        description = {
            "Look at a checkpoint as a release would: files, names, shapes, types, values, vocabulary, tokenizer, a real forward pass.",
            "With --against, also whether it is worse than a reference on any text by more than a margin."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:every check passed", "1:a check failed", "2:wrong use", "3:the texts cannot tell"},
        footerHeading = "%nExamples:%n",
        footer = {
            "  mergesweep validate merged",
            "  mergesweep validate merged --text chat.jsonl code.jsonl --json",
            "  mergesweep validate merged --against models/a --text chat.jsonl \\",
            "      --margin 1%% --junit gate.xml"
        })
final class ValidateCommand implements Callable<Integer> {
    @Parameters(paramLabel = "CHECKPOINT", description = "A folder, or a name in the Hugging Face cache.")
    private String checkpoint = "";

    @Option(
            names = "--against",
            paramLabel = "REFERENCE",
            description = "Checkpoint or recipe that it must not be worse than; its tokenizer must be the same.")
    private @Nullable String reference;

    @Option(
            names = "--text",
            paramLabel = "FILE",
            arity = "1..*",
            description = "Texts to be scored, as evaluate reads them. A domain each.")
    private List<String> texts = List.of();

    @Option(names = "--field", paramLabel = "NAME", description = "Field that holds the text (default: text).")
    private String field = "";

    @Option(names = "--limit", paramLabel = "N", description = "The first N documents of each file only.")
    private int limit = Integer.MAX_VALUE;

    @Option(
            names = "--margin",
            paramLabel = "PERCENT",
            defaultValue = "1%",
            description = "Percent of perplexity that it may be worse by in any domain (default: 1%%).")
    private String margin = "1%";

    @Option(names = "--require-better", description = "It must be better than the reference in every domain.")
    private boolean requireBetter;

    @Option(names = "--junit", paramLabel = "FILE", description = "Write the outcome as JUnit's XML too.")
    private @Nullable Path junit;

    @Mixin
    private CommonOptions.Computing computing = new CommonOptions.Computing();

    @Mixin
    private CommonOptions.Output output = new CommonOptions.Output();

    @Spec
    private CommandSpec spec;

    private final Console console;

    ValidateCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        requireSense();
        Assessment assessment = assess(new Gate(requireBetter ? 0 : percent()));
        if (junit != null) {
            Files.writeString(junit, AssessmentXml.text(assessment));
        }
        if (output.json) {
            console.out().println(Json.pretty(AssessmentText.json(assessment)));
        } else {
            AssessmentText.lines(assessment).map(console::pasteable).forEach(console.out()::println);
        }
        console.out().flush();
        return switch (assessment.outcome()) {
            case PASS -> ExitCode.OK;
            case FAIL -> ExitCode.CHECK_FAILED;
            case INCONCLUSIVE -> ExitCode.INCONCLUSIVE;
        };
    }

    private void requireSense() {
        if (texts.isEmpty() && reference != null) {
            throw wrong("--against needs texts to compare on: name them with --text");
        }
        if (requireBetter && reference == null) {
            throw wrong("--require-better needs a reference: name it with --against");
        }
        if (reference != null && texts.contains(TextFile.STANDARD_INPUT)) {
            throw wrong("Standard input is read once, but two checkpoints need the texts: save them to a file");
        }
    }

    private double percent() {
        if (!margin.matches("\\d+(\\.\\d+)?\\s*%?")) {
            throw wrong("--margin: \"%s\" is no percentage. Write for example 1%% or 0.5%%".formatted(margin));
        }
        return Double.parseDouble(margin.replace("%", "").strip());
    }

    private ParameterException wrong(String what) {
        return new ParameterException(spec.commandLine(), what);
    }

    /** Texts are scored where the checkpoint computes at all. */
    private Assessment assess(Gate gate) throws IOException {
        List<Finding> findings = new ArrayList<>(Validation.of(checkpoint, computing.compute()));
        boolean computes = findings.stream()
                .anyMatch(finding -> finding.check() == Check.FORWARD
                        && (finding.outcome() == Finding.Outcome.PASS || finding.outcome() == Finding.Outcome.WARN));
        if (texts.isEmpty() || !computes) {
            return new Assessment(checkpoint, findings, List.of());
        }
        EvaluatedTexts asked = new EvaluatedTexts(texts, null, field, limit);
        ReleaseTexts.Outcome scored = new ReleaseTexts(asked, computing.compute()).judge(checkpoint, reference, gate);
        findings.addAll(scored.findings());
        return new Assessment(checkpoint, findings, scored.rulings());
    }
}
