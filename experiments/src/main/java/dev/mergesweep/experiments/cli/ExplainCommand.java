package dev.mergesweep.experiments.cli;

import dev.mergesweep.merger.Branch;
import dev.mergesweep.merger.Explanation;
import dev.mergesweep.merger.Merge;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What a recipe does, before it is done. */
@Command(
        name = "explain",
        description = "Say what a recipe does with every tensor: sources, t, angle, branch, and the line that decided.",
        footerHeading = "%nExamples:%n",
        footer = {"  mergesweep explain recipe.yaml", "  mergesweep explain recipe.yaml --tensors"})
final class ExplainCommand implements Callable<Integer> {
    @Parameters(paramLabel = "RECIPE", description = "mergekit recipe (YAML).")
    private Path recipe = Path.of("");

    @Option(names = "--tensors", description = "A line for every tensor.")
    private boolean tensors;

    @Mixin
    private CommonOptions.Merging merging = new CommonOptions.Merging();

    @Mixin
    private CommonOptions.Output output = new CommonOptions.Output();

    private final Console console;

    ExplainCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Merge merge = FileKind.RECIPE.read(
                recipe, () -> Merge.openRemembering(Merge.RecipeText.read(recipe), merging.manner()));
        List<Explanation> all = merge.explain();
        console.warn(output, merge.warnings());
        if (output.json) {
            console.out().println(Json.pretty(json(all)));
        } else {
            print(all);
        }
        console.out().flush();
        return ExitCode.OK;
    }

    private void print(List<Explanation> all) {
        if (tensors) {
            int width = all.stream()
                    .mapToInt(tensor -> tensor.name().length())
                    .max()
                    .orElse(0);
            all.forEach(tensor -> console.out().println(line(tensor, width)));
        }
        Map<Branch, Long> branches =
                all.stream().collect(Collectors.groupingBy(Explanation::branch, TreeMap::new, Collectors.counting()));
        String shown = branches.entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey().name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        console.out().println(String.format(Locale.ROOT, "%d tensors: %s", all.size(), shown));
        all.stream()
                .map(Explanation::t)
                .filter(Objects::nonNull)
                .collect(Collectors.groupingBy(t -> t, TreeMap::new, Collectors.counting()))
                .forEach((t, count) ->
                        console.out().println(String.format(Locale.ROOT, "t = %-6.4g %d tensors", t, count)));
        List<String> disputed = all.stream()
                .filter(Explanation::isDisputed)
                .map(Explanation::name)
                .toList();
        if (!disputed.isEmpty()) {
            console.out()
                    .println("exact and mergekit's numerics take different branches: " + String.join(", ", disputed));
        }
    }

    private static String line(Explanation tensor, int width) {
        return String.format(
                        Locale.ROOT,
                        "%-" + width + "s  %-11s t %-7s cos %-9s angle %-7s %s  %s",
                        tensor.name(),
                        tensor.branch().name().toLowerCase(Locale.ROOT) + (tensor.isDisputed() ? "!" : ""),
                        number(tensor.t(), "%.4g"),
                        number(tensor.cosine(), "%.6f"),
                        number(tensor.degrees(), "%.2f°"),
                        String.join(" + ", tensor.sources()),
                        tensor.why())
                .stripTrailing();
    }

    private static String number(@Nullable Double value, String format) {
        return value == null ? "-" : String.format(Locale.ROOT, format, value);
    }

    private static ObjectNode json(List<Explanation> all) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        ArrayNode list = root.putArray("tensors");
        for (Explanation tensor : all) {
            ObjectNode entry = list.addObject().put("name", tensor.name());
            entry.put("branch", tensor.branch().name().toLowerCase(Locale.ROOT));
            Json.put(entry, "t", tensor.t());
            Json.put(entry, "cosine", tensor.cosine());
            Json.put(entry, "degrees", tensor.degrees());
            ArrayNode sources = entry.putArray("sources");
            tensor.sources().forEach(sources::add);
            entry.put("why", tensor.why()).put("disputed", tensor.isDisputed());
        }
        return root;
    }
}
