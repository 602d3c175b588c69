package dev.mergesweep.experiments.cli;

import dev.mergesweep.sweep.statistics.Score;
import dev.mergesweep.sweep.store.StoredRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Every score of a run, for other programs. */
@Command(
        name = "scores",
        description =
                "Print every stored score as CSV: candidate,domain,document,split,tokens,nats,bytes,words; with --json the same as objects.",
        footerHeading = "%nExamples:%n",
        footer = {"  mergesweep scores runs/quickstart > scores.csv", "  mergesweep rank scores.csv"})
final class ScoresCommand implements Callable<Integer> {
    @Parameters(paramLabel = "RUN", description = "Folder of a run.")
    private Path run = Path.of("");

    @Mixin
    private CommonOptions.Output output = new CommonOptions.Output();

    private final Console console;

    ScoresCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        StoredRun stored = StoredRun.read(run);
        if (output.json) {
            console.out().println(Json.pretty(json(stored)));
        } else {
            console.out().print("candidate,domain,document,split,tokens,nats,bytes,words\n");
            stored.scores().forEach(score -> console.out().print(line(score)));
        }
        console.out().flush();
        return ExitCode.OK;
    }

    private static ObjectNode json(StoredRun stored) {
        ObjectNode top = JsonNodeFactory.instance.objectNode();
        ArrayNode rows = top.putArray("scores");
        for (Score score : stored.scores()) {
            ObjectNode row = rows.addObject()
                    .put("candidate", score.candidate())
                    .put("domain", score.domain())
                    .put("document", score.document())
                    .put("split", score.split())
                    .put("tokens", score.tokens());
            Json.put(row, "nats", score.nats());
            row.put("bytes", known(score.bytes())).put("words", known(score.words()));
        }
        return top;
    }

    private static @Nullable Long known(long count) {
        return count == Score.UNKNOWN ? null : count;
    }

    private static String line(Score score) {
        return String.join(
                        ",",
                        quoted(score.candidate()),
                        quoted(score.domain()),
                        quoted(score.document()),
                        score.split(),
                        String.valueOf(score.tokens()),
                        String.format(Locale.ROOT, "%.17g", score.nats()),
                        String.valueOf(score.bytes()),
                        String.valueOf(score.words()))
                + "\n";
    }

    private static String quoted(String text) {
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? text : "\"" + text.replace("\"", "\"\"") + "\"";
    }
}
