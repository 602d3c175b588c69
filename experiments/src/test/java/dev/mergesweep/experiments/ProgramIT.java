package dev.mergesweep.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/**
 * The program as a newcomer meets it: the launcher, from a folder that is not the checkout, through a symbolic link; every
 * command of the README, in its order, on the quickstart's models.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class ProgramIT {
    private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern COMMAND = Pattern.compile("`(experiments/mergesweep [^`]+)`");
    private static final String RUN = "experiments/quickstart/runs/quickstart";

    @TempDir
    private static Path home;

    /** What a command ended with. */
    record Ended(int code, String out, String err, Duration took) {}

    @BeforeAll
    static void layOut() throws IOException {
        Path experiments = Files.createDirectories(home.resolve("experiments"));
        Files.createSymbolicLink(experiments.resolve("mergesweep"), CHECKOUT.resolve("experiments/mergesweep"));
        for (String folder : List.of("quickstart", "catalog")) {
            copy(CHECKOUT.resolve("experiments").resolve(folder), experiments.resolve(folder));
        }
    }

    @Test
    @Order(1)
    @DisplayName("every command of the README works as it stands there")
    void everyCommandOfTheReadme() throws Exception {
        List<String> commands = new ArrayList<>();
        Matcher matcher = COMMAND.matcher(Files.readString(CHECKOUT.resolve("README.md")));
        while (matcher.find()) {
            if (!matcher.group(1).contains("COMMAND")) {
                commands.add(matcher.group(1));
            }
        }
        assertThat(commands).hasSizeGreaterThan(10);
        for (String command : commands) {
            Ended ended = run(command);
            assertThat(ended.code())
                    .as("%s%n%s%n%s", command, ended.out(), ended.err())
                    .isZero();
        }
    }

    @Test
    @Order(2)
    @DisplayName("a second run says at once that all is done, and leaves the ranking as it was")
    void secondRun() throws Exception {
        byte[] before = Files.readAllBytes(home.resolve(RUN + "/ranking.json"));

        Ended ended = run("experiments/mergesweep run experiments/quickstart/experiment.yaml");

        assertThat(ended.code()).isZero();
        assertThat(ended.err()).contains("All is done");
        assertThat(Files.readAllBytes(home.resolve(RUN + "/ranking.json"))).isEqualTo(before);
    }

    @Test
    @Order(3)
    @DisplayName("a run from scratch gives the same ranking, byte for byte, with another number of threads")
    void sameBytes() throws Exception {
        Ended ended = run(
                "experiments/mergesweep run experiments/quickstart/experiment.yaml --run again/quickstart --threads 1 --quiet");

        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(Files.readString(home.resolve("again/quickstart/ranking.json")))
                .isEqualTo(Files.readString(home.resolve(RUN + "/ranking.json")));
    }

    @Test
    @Order(3)
    @DisplayName(
            "a run killed at ten different moments ends with the ranking of one that was left alone, byte for byte")
    void killedTenTimes() throws Exception {
        String command =
                "experiments/mergesweep run experiments/quickstart/experiment.yaml --run killed/quickstart --quiet";
        for (int kill = 0; kill < 10; kill++) {
            run("timeout -s KILL %d.%d %s".formatted(1 + kill / 3, 3 * (kill % 3), command));
        }

        Ended ended = run(command);

        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(Files.readString(home.resolve("killed/quickstart/ranking.json")))
                .isEqualTo(Files.readString(home.resolve(RUN + "/ranking.json")));
    }

    @Test
    @Order(4)
    @DisplayName("what export wrote scores in evaluate as it did in the run, to the last digit")
    void exportedScoresAreTheRuns() throws Exception {
        Ended export = run("experiments/mergesweep export " + RUN + " again/winner --json");
        assertThat(export.code()).as(export.err()).isZero();
        String winner =
                JsonMapper.shared().readTree(export.out()).path("candidate").asString();
        Map<String, String> promised = new HashMap<>();
        for (String line : run("experiments/mergesweep scores " + RUN).out().split("\n")) {
            String[] cells = line.split(",");
            if (cells[0].equals(winner)) {
                promised.put(cells[1] + " " + cells[2], cells[5]);
            }
        }

        String data = "experiments/quickstart/data/";
        Ended evaluated = run("experiments/mergesweep evaluate again/winner --context 512 --field text --json --text "
                + data + "stories.jsonl " + data + "sums.jsonl");

        Map<String, Double> measured = new HashMap<>();
        JsonMapper.shared()
                .readTree(evaluated.out())
                .path("domains")
                .forEach(domain -> domain.path("documents")
                        .forEach(document -> measured.put(
                                domain.path("name").asString() + " "
                                        + document.path("id").asString(),
                                document.path("nats").asDouble())));
        assertThat(promised).hasSizeGreaterThan(200);
        promised.forEach((document, nats) ->
                assertThat(measured.get(document)).as(document).isEqualTo(Double.parseDouble(nats)));
    }

    @Test
    @Order(5)
    @DisplayName("errors name file and line, advise, end with 2, and show no stack trace")
    void errorsAreSentences() throws Exception {
        Files.writeString(home.resolve("broken.yaml"), "merge_method: slurp\nmodels: []\ndtyp: bf16\n");

        Ended ended = run("experiments/mergesweep merge broken.yaml out");

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).contains("broken.yaml:1", "broken.yaml:3").doesNotContain("\tat ");
        assertThat(home.resolve("out")).doesNotExist();
    }

    @Test
    @Order(5)
    @DisplayName("hints name the program as it was called, or by its name alone where it is on the PATH")
    void hintsCanBePasted() throws Exception {
        String advice = " run EXPERIMENT\n";
        assertThat(run("experiments/mergesweep status nosuch").err())
                .endsWith(". Start a run with: experiments/mergesweep" + advice);
        Files.createSymbolicLink(
                Files.createDirectories(home.resolve("my tools")).resolve("sweep"),
                home.resolve("experiments/mergesweep"));
        assertThat(run("'my tools/sweep' status nosuch").err())
                .endsWith(". Start a run with: my\\ tools/sweep" + advice);
        assertThat(run("PATH=\"$PWD/my tools:$PATH\" sweep status nosuch").err())
                .endsWith(". Start a run with: sweep" + advice);
    }

    @Test
    @Order(5)
    @DisplayName("names beyond ASCII are understood without a locale, as in most containers")
    void withoutLocale() throws Exception {
        assertThat(run("LC_ALL=C experiments/mergesweep plan $'r\\xc3\\xa9cipe.yaml'")
                        .err())
                .startsWith("error: r\u00e9cipe.yaml: there is no such file");
    }

    @Test
    @Order(5)
    @DisplayName("a reader that has enough ends the output without a word")
    void readerHasEnough() throws Exception {
        Ended ended = run("experiments/mergesweep scores " + RUN + " | head -1");
        assertThat(ended.out()).isEqualTo("candidate,domain,document,split,tokens,nats,bytes,words\n");
        assertThat(ended.err()).isEmpty();
    }

    @Test
    @Order(6)
    @DisplayName("every command explains itself, with examples")
    void everyCommandHasHelp() throws Exception {
        Ended all = run("experiments/mergesweep --help");
        Matcher matcher = Pattern.compile("(?m)^  ([a-z]+)  +\\S")
                .matcher(all.out()
                        .substring(all.out().indexOf("Commands:"), all.out().indexOf("Examples:")));
        while (matcher.find()) {
            if (!matcher.group(1).equals("help")) {
                Ended help = run("experiments/mergesweep " + matcher.group(1) + " --help");
                assertThat(help.code()).isZero();
                assertThat(help.out()).as(matcher.group(1)).contains("Examples:", "mergesweep " + matcher.group(1));
            }
        }
    }

    private static Ended run(String command) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        Path out = Files.createTempFile(home, "out", ".txt");
        Path err = Files.createTempFile(home, "err", ".txt");
        Process process = new ProcessBuilder("bash", "-c", command)
                .directory(home.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        int code = process.waitFor();
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        return new Ended(code, Files.readString(out), Files.readString(err), took);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file :
                    files.filter(path -> !path.toString().contains("/runs/")).toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }
}
