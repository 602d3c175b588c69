package dev.mergesweep.experiments.cli;

import dev.mergesweep.reports.diff.RunDiff;
import dev.mergesweep.reports.diff.RunDiffJson;
import dev.mergesweep.reports.diff.RunDiffText;
import dev.mergesweep.sweep.store.StoredRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Two runs side by side. */
@Command(
        name = "diff",
        description = "Compare two runs: settings, texts, and every candidate that both rank, paired by document.",
        footerHeading = "%nExamples:%n",
        footer = {"  mergesweep diff runs/monday runs/tuesday", "  mergesweep diff runs/cpu runs/gpu --json"})
final class DiffCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "RUN", description = "Folder of the first run.")
    private Path first = Path.of("");

    @Parameters(index = "1", paramLabel = "RUN", description = "Folder of the second run.")
    private Path second = Path.of("");

    @Mixin
    private CommonOptions.Output output = new CommonOptions.Output();

    private final Console console;

    DiffCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        RunDiff diff = RunDiff.of(StoredRun.read(first), StoredRun.read(second));
        console.out().print(output.json ? Json.pretty(RunDiffJson.tree(diff)) + "\n" : RunDiffText.of(diff));
        console.out().flush();
        return ExitCode.OK;
    }
}
