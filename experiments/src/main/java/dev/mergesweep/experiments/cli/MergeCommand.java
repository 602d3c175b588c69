package dev.mergesweep.experiments.cli;

import dev.mergesweep.merger.CardSupplement;
import dev.mergesweep.merger.Merge;
import dev.mergesweep.merger.checkpoint.ShardSize;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes a merged checkpoint. */
@Command(
        name = "merge",
        description = "Merge as a recipe says and write a complete Hugging Face checkpoint, or nothing.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  mergesweep merge recipe.yaml merged",
            "  mergesweep merge recipe.yaml merged --max-shard-size 2B --numerics mergekit"
        })
final class MergeCommand implements Callable<Integer> {
    private static final double GIGABYTE = 1e9;

    @Parameters(index = "0", paramLabel = "RECIPE", description = "mergekit recipe (YAML).")
    private Path recipe = Path.of("");

    @Parameters(index = "1", paramLabel = "OUT", description = "Folder to write; must not exist, or be empty.")
    private Path out = Path.of("");

    @Option(
            names = {"--max-shard-size", "--out-shard-size"},
            paramLabel = "SIZE",
            defaultValue = ShardSize.DEFAULT,
            description = "Bytes of tensors in a file: a number with K, M, B, G or GB (default: ${DEFAULT-VALUE}).")
    private String shardSize = ShardSize.DEFAULT;

    @Option(names = "--no-write-model-card", description = "Leave out README.md and mergekit_config.yml.")
    private boolean noCard;

    @Option(names = "--no-copy-tokenizer", description = "Leave out the tokenizer's files.")
    private boolean noTokenizer;

    @Mixin
    private CommonOptions.Merging merging = new CommonOptions.Merging();

    @Mixin
    private CommonOptions.Output output = new CommonOptions.Output();

    private final Console console;

    MergeCommand(Console console) {
        this.console = console;
    }

    /** Whether this is {@code merge RECIPE OUT} and nothing else, which needs no parser: setting it up takes an eighth of a small merge. */
    static boolean isPlain(String... arguments) {
        return arguments.length == 3
                && arguments[0].equals("merge")
                && Stream.of(arguments)
                        .noneMatch(argument -> argument.isEmpty() || "-@".indexOf(argument.charAt(0)) >= 0);
    }

    /** Runs what {@link #isPlain}, with the exit code and the messages that it would have after parsing. */
    static int plain(Console console, String... arguments) {
        MergeCommand command = new MergeCommand(console);
        try {
            command.recipe = Path.of(arguments[1]);
            command.out = Path.of(arguments[2]);
            return command.call();
        } catch (Exception e) {
            return new Failures(console).told(e, console.err(), false, false);
        }
    }

    @Override
    public Integer call() throws IOException {
        long begin = System.nanoTime();
        Merge.Extent extent = new Merge.Extent(
                ShardSize.bytes("--max-shard-size", shardSize), !noCard, !noTokenizer, CardSupplement.NONE);
        Merge merge = FileKind.RECIPE.read(
                recipe, () -> Merge.openRemembering(Merge.RecipeText.read(recipe), merging.manner()));
        Merge.Written written;
        try (ProgressLine line = new ProgressLine(console, output)) {
            written = merge.write(out, extent, progress(merge, line));
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        console.warn(output, written.warnings());
        print(written, seconds);
        return ExitCode.OK;
    }

    private static java.util.function.LongConsumer progress(Merge merge, ProgressLine line) {
        long all = merge.tensors().headers().values().stream()
                .mapToLong(header -> header.bytes())
                .sum();
        AtomicLong done = new AtomicLong();
        long begin = System.nanoTime();
        return bytes -> {
            long now = done.addAndGet(bytes);
            long spent = System.nanoTime() - begin;
            line.update(
                    (double) now / Math.max(all, 1),
                    Duration.ofNanos((long) (spent * ((double) (all - now) / Math.max(now, 1)))),
                    () -> String.format(Locale.ROOT, "%.2f GB/s", (double) now / Math.max(spent, 1)));
        };
    }

    private void print(Merge.Written written, double seconds) {
        double speed = written.bytes() / GIGABYTE / seconds;
        if (output.json) {
            ObjectNode json = JsonNodeFactory.instance.objectNode();
            json.put("path", written.folder().toString());
            json.put("tensors", written.tensors().size()).put("bytes", written.bytes());
            json.put("seconds", seconds).put("gigabytes_per_second", speed);
            ArrayNode warnings = json.putArray("warnings");
            written.warnings().forEach(warning -> warnings.add(warning.toString()));
            console.out().println(Json.pretty(json));
        } else {
            console.out()
                    .println(String.format(
                            Locale.ROOT,
                            "%s  %d tensors, %.3f GB in %.2f s (%.2f GB/s)",
                            written.folder(),
                            written.tensors().size(),
                            written.bytes() / GIGABYTE,
                            seconds,
                            speed));
        }
        console.out().flush();
    }
}
