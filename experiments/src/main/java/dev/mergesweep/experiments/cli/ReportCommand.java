package dev.mergesweep.experiments.cli;

import dev.mergesweep.reports.format.Format;
import dev.mergesweep.reports.format.ReportFiles;
import dev.mergesweep.reports.report.StoredEvidence;
import dev.mergesweep.sweep.store.StoredRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes a run's report again. */
@Command(
        name = "report",
        description = "Write the report of a run again from its store, also of one that is not finished.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  mergesweep report runs/quickstart",
            "  # for a pull request or a model card",
            "  mergesweep report runs/quickstart --format md --out docs",
            "  # every chart as a file of its own",
            "  mergesweep report runs/quickstart --format svg --out slides",
            "  # for CI, for readers of lm-eval",
            "  mergesweep report runs/quickstart --format junit,lm-eval",
            "  # a descent and a grid on one axis of cost",
            "  mergesweep report runs/learned-t --beside runs/grid"
        })
final class ReportCommand implements Callable<Integer> {
    @Parameters(paramLabel = "RUN", description = "Folder of a run.")
    private Path run = Path.of("");

    @Option(
            names = "--format",
            paramLabel = "LIST",
            description =
                    "html, md, svg (the charts), csv, json, junit, lm-eval, separated by commas (default: html,md,csv,json).")
    private @Nullable String formats;

    @Option(names = "--out", paramLabel = "DIR", description = "Where to (default: the run's folder).")
    private @Nullable Path out;

    @Option(
            names = "--beside",
            paramLabel = "RUN",
            description =
                    "Another run on the same documents: what it got for what it paid is shown on one axis with this one.")
    private List<Path> beside = List.of();

    @Mixin
    private CommonOptions.Output output = new CommonOptions.Output();

    private final Console console;

    ReportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Set<Format> asked = formats == null ? Format.USUAL : Format.list(formats);
        StoredRun stored = StoredRun.read(run);
        List<StoredRun> others = new ArrayList<>();
        for (Path other : beside) {
            others.add(StoredRun.read(other));
        }
        List<Path> files = ReportFiles.write(StoredEvidence.beside(stored, others), asked, out == null ? run : out);
        if (!stored.clock().finished()) {
            console.say(output, "warning: %s: the run is not finished: this is how it stands so far", run);
        }
        if (output.json) {
            ObjectNode json = JsonNodeFactory.instance.objectNode();
            ArrayNode paths = json.putArray("files");
            files.forEach(file -> paths.add(file.toString()));
            console.out().println(Json.pretty(json));
        } else {
            files.forEach(console.out()::println);
        }
        console.out().flush();
        return ExitCode.OK;
    }
}
