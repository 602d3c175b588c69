package dev.mergesweep.experiments.cli;

import dev.mergesweep.merger.checkpoint.ShardSize;
import dev.mergesweep.reports.export.Export;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes a candidate as a checkpoint and proves that it is the model that was scored. */
@Command(
        name = "export",
        description = "Write the winner of a run (or another candidate) as a checkpoint, read it back, score it again.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the checkpoint has the scores of the run, to the last digit",
            "1:it has others",
            "2:wrong use"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  mergesweep export runs/quickstart winner",
            "  mergesweep export runs/quickstart half --candidate uniform-0.5"
        })
final class ExportCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "RUN", description = "Folder of a run.")
    private Path run = Path.of("");

    @Parameters(index = "1", paramLabel = "OUT", description = "Folder to write; must not exist, or be empty.")
    private Path out = Path.of("");

    @Option(
            names = "--candidate",
            paramLabel = "ID",
            description = "Id, unique beginning of one, or name (default: the winner).")
    private @Nullable String candidate;

    @Option(
            names = "--max-shard-size",
            paramLabel = "SIZE",
            defaultValue = ShardSize.DEFAULT,
            description = "Bytes of tensors in a file (default: ${DEFAULT-VALUE}).")
    private String shardSize = ShardSize.DEFAULT;

    @Mixin
    private CommonOptions.Output output = new CommonOptions.Output();

    private final Console console;

    ExportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        long shardBytes = ShardSize.bytes("--max-shard-size", shardSize);
        Export export = Export.write(run, candidate, out, shardBytes, bytes -> {});
        console.warn(output, export.warnings());
        if (output.json) {
            console.out().println(Json.pretty(json(export)));
        } else {
            export.differences().forEach(difference -> console.say(output, "error: %s", difference));
            console.out()
                    .println(String.format(
                            Locale.ROOT,
                            "%s  %s: over all %d documents that the run scored %.12f nats a token, read back %.12f%s",
                            export.folder(),
                            export.candidate(),
                            export.documents(),
                            export.promised(),
                            export.measured(),
                            export.proven() ? " (equal to the last digit)" : ""));
        }
        console.out().flush();
        return export.proven() ? ExitCode.OK : ExitCode.CHECK_FAILED;
    }

    private static ObjectNode json(Export export) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("candidate", export.candidate()).put("path", export.folder().toString());
        json.put("documents", export.documents());
        Json.put(json, "promised", export.promised());
        Json.put(json, "measured", export.measured());
        json.put("equal", export.proven());
        ArrayNode differences = json.putArray("differences");
        export.differences().forEach(differences::add);
        return json;
    }
}
