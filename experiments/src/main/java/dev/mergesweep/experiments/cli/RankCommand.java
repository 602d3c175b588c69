package dev.mergesweep.experiments.cli;

import dev.mergesweep.merger.yaml.Hint;
import dev.mergesweep.merger.yaml.InputException;
import dev.mergesweep.merger.yaml.Place;
import dev.mergesweep.reports.ranking.Contest;
import dev.mergesweep.reports.ranking.Ranking;
import dev.mergesweep.reports.ranking.RankingJson;
import dev.mergesweep.reports.ranking.RankingText;
import dev.mergesweep.reports.ranking.Rules;
import dev.mergesweep.reports.ranking.ScoresCsv;
import dev.mergesweep.sweep.statistics.Measure;
import dev.mergesweep.sweep.statistics.Score;
import dev.mergesweep.sweep.statistics.Weights;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Ranks scores made anywhere. */
@Command(
        name = "rank",
        description = "Rank scores made anywhere, with error bars and corrected for having tried many.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  mergesweep scores runs/quickstart > scores.csv",
            "  mergesweep rank scores.csv",
            "  mergesweep rank scores.csv --against uniform-0.5 \\",
            "      --weights stories=2,sums=1 --json",
            "",
            "SCORES.csv: candidate,domain,document,split,tokens,nats,bytes,words; split,",
            "bytes and words may be missing."
        })
final class RankCommand implements Callable<Integer> {
    private static final int ROWS_SHOWN = 40;

    @Parameters(paramLabel = "SCORES.csv", description = "One line per candidate and document; - for standard input.")
    private String file = "";

    @Option(
            names = "--against",
            paramLabel = "NAME",
            defaultValue = Rules.BEST_PARENT,
            description = "The reference: a candidate, a unique prefix of one, or best-parent (default).")
    private String against = Rules.BEST_PARENT;

    @Option(
            names = "--weights",
            paramLabel = "DOMAIN=W",
            split = ",",
            description = "How much each domain counts; 1 where not given.")
    private Map<String, Double> weights = new LinkedHashMap<>();

    @Option(
            names = "--split",
            paramLabel = "search|confirm|all",
            description = "What to rank (default: confirm where there is one, else all).")
    private @Nullable String split;

    @Option(
            names = "--by",
            paramLabel = "mean-log-perplexity|bits-per-byte",
            description = "What to rank by (default: mean-log-perplexity). Across tokenizers: bits-per-byte.")
    private String by = Measure.MEAN_LOG_PERPLEXITY.text();

    @Mixin
    private CommonOptions.Output output = new CommonOptions.Output();

    private final Console console;

    RankCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Measure measure = Measure.named(by)
                .orElseThrow(() -> new InputException(
                        Place.of("--by"), "\"%s\" is not a measure".formatted(by), "Use " + Measure.names()));
        List<Score> scores = read(measure);
        Rules rules = new Rules(Place.of(name()), against, measure, checkedWeights(), Map.of(), split);
        Ranking ranking = Contest.of(scores, rules).rank();
        console.out().print(output.json ? RankingJson.text(ranking) : RankingText.of(ranking, ROWS_SHOWN));
        console.out().flush();
        return ExitCode.OK;
    }

    private String name() {
        return file.equals("-") ? "<stdin>" : file;
    }

    private List<Score> read(Measure measure) throws IOException {
        if (file.equals("-")) {
            return ScoresCsv.read(new InputStreamReader(System.in, StandardCharsets.UTF_8), name(), measure);
        }
        Path path = Path.of(file);
        if (!Files.isReadable(path) || Files.isDirectory(path)) {
            throw unreadable(path);
        }
        return ScoresCsv.read(path, measure);
    }

    private static InputException unreadable(Path path) {
        Place place = Place.of(path.toString());
        if (Files.isDirectory(path)) {
            boolean run = Files.exists(path.resolve("run.sqlite"));
            return new InputException(
                    place,
                    run
                            ? "this is the folder of a run, and scores are a CSV file"
                            : "this is a folder, and scores are a CSV file",
                    "Print a run's scores with: " + Hint.of("scores", run ? path : "RUN") + " > scores.csv");
        }
        return Files.exists(path)
                ? new InputException(place, "this file cannot be read", "Check its permissions")
                : new InputException(
                        place,
                        "there is no such file",
                        "Print a run's scores with: " + Hint.of("scores", "RUN") + " > scores.csv");
    }

    private Weights checkedWeights() {
        weights.forEach((domain, weight) -> {
            if (!(weight >= 0 && Double.isFinite(weight))) {
                throw new InputException(
                        Place.of("--weights"), "%s=%s is no weight".formatted(domain, weight), "Weights are 0 or more");
            }
        });
        return new Weights(weights);
    }
}
