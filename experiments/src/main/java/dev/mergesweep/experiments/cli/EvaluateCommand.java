package dev.mergesweep.experiments.cli;

import dev.mergesweep.evaluator.Evaluation;
import dev.mergesweep.evaluator.Evaluator;
import dev.mergesweep.evaluator.corpus.TextFile;
import dev.mergesweep.evaluator.djl.Compute;
import dev.mergesweep.evaluator.djl.TorchForward;
import dev.mergesweep.evaluator.protocol.PreparedTexts;
import dev.mergesweep.evaluator.protocol.Protocol;
import dev.mergesweep.evaluator.protocol.Sufficiency;
import dev.mergesweep.merger.yaml.Problems;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Scores one checkpoint, or the merge of a recipe without writing it. */
@Command(
        name = "evaluate",
        description = "Perplexity of a checkpoint, or of a recipe's merge that is never written, with its error bar.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  mergesweep evaluate merged --text test.jsonl",
            "  mergesweep evaluate recipe.yaml --text stories.jsonl sums.jsonl.gz \\",
            "      --context 1024 --stride 512",
            "  mergesweep evaluate merged --text wiki.test.raw --protocol stream \\",
            "      --context 2048",
            "  zcat test.jsonl.gz | mergesweep evaluate merged --text - --field text --json",
            "  mergesweep evaluate merged --token-ids ids.json --per-token --json"
        })
final class EvaluateCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "CHECKPOINT|RECIPE",
            description = "Folder, name in the Hugging Face cache, or mergekit recipe.")
    private String subject = "";

    @Option(
            names = "--token-ids",
            paramLabel = "FILE",
            description = "In place of texts: a JSON array of arrays of token ids.")
    private @Nullable String tokenIds;

    @Option(names = "--per-token", description = "Nats of every scored token.")
    private boolean perToken;

    @Mixin
    private final TextOptions reading = new TextOptions();

    @Mixin
    private final CommonOptions.Output output = new CommonOptions.Output();

    @Mixin
    private final CommonOptions.Merging merging = new CommonOptions.Merging();

    @Mixin
    private final CommonOptions.Computing computing = new CommonOptions.Computing();

    @Spec
    private CommandSpec spec;

    private final Console console;

    EvaluateCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        try (Subject scored = Subject.open(subject, merging)) {
            Protocol chosen = protocol(scored);
            EvaluatedTexts texts = reading.texts(tokenIds);
            PreparedTexts prepared = texts.prepare(chosen, scored);
            warnOfLittleText(texts, prepared);
            evaluate(scored, prepared);
            console.warn(output, scored.warnings().get());
        }
        return ExitCode.OK;
    }

    private void evaluate(Subject scored, PreparedTexts prepared) {
        Compute compute = computing.compute();
        try (TorchForward forward = TorchForward.open(scored.tensors(), compute);
                ProgressLine line = new ProgressLine(console, output)) {
            Evaluation evaluation =
                    new Evaluator(forward, line.pass("evaluating")).evaluate(scored.tensors(), prepared);
            line.close();
            print(evaluation, compute);
        }
    }

    private Protocol protocol(Subject scored) {
        if (reading.texts.isEmpty() == (tokenIds == null)) {
            throw new ParameterException(spec.commandLine(), "Give either --text or --token-ids");
        }
        return reading.protocol(
                scored.tensors().config(), spec.commandLine(), warning -> console.say(output, "warning: %s", warning));
    }

    private void warnOfLittleText(EvaluatedTexts texts, PreparedTexts prepared) throws IOException {
        Map<String, String> files = texts.domains().stream()
                .collect(Collectors.toMap(TextFile::domain, TextFile::shown, (file, _) -> file));
        Problems problems = new Problems();
        Sufficiency.ofDomains(prepared, files, problems);
        problems.throwIfAny();
        console.warn(output, problems.warnings());
    }

    private void print(Evaluation evaluation, Compute compute) {
        if (output.json) {
            console.out().println(Json.pretty(EvaluationJson.of(evaluation, compute, perToken)));
        } else if (perToken) {
            EvaluationText.tokens(evaluation).forEach(console.out()::println);
        } else {
            console.out().print(EvaluationText.table(evaluation));
        }
        console.out().flush();
    }
}
