package dev.mergesweep.merger;

import dev.mergesweep.merger.checkpoint.AtomicFolder;
import dev.mergesweep.merger.checkpoint.CheckpointWriter;
import dev.mergesweep.merger.checkpoint.JsonTree;
import dev.mergesweep.merger.plan.OutputFile;
import dev.mergesweep.merger.recipe.PortableRecipe;
import dev.mergesweep.merger.yaml.Problem;
import dev.mergesweep.merger.yaml.Problems;
import dev.mergesweep.merger.yaml.Strictness;
import dev.mergesweep.merger.yaml.YamlNode;
import dev.mergesweep.merger.yaml.YamlReader;
import dev.mergesweep.merger.yaml.YamlWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;

/** Composes the folder of a merged checkpoint. */
final class MergeWriter {
    private final Merge merge;
    private final Merge.RecipeText recipe;
    private final Merge.Manner manner;

    MergeWriter(Merge merge, Merge.RecipeText recipe, Merge.Manner manner) {
        this.merge = merge;
        this.recipe = recipe;
        this.manner = manner;
    }

    Merge.Written write(Path out, Merge.Extent extent, LongConsumer progress) throws IOException {
        try (AtomicFolder folder = AtomicFolder.create(out)) {
            Map<String, String> digests =
                    CheckpointWriter.write(merge.tensors(), folder, extent.shardBytes(), progress);
            List<Explanation> tensors = merge.explain();
            List<Problem> warnings = warnings(tensors);
            writeJson(folder, "config.json", merge.plan().config());
            Provenance provenance = new Provenance(merge, recipe, manner);
            writeJson(folder, Provenance.FILE, provenance.json(tensors, digests, warnings));
            Merge.Written written = new Merge.Written(out, bytes(), tensors, warnings);
            if (extent.card()) {
                CardSupplement supplement = extent.supplement();
                String kept = supplement.portable() ? recipeFor(out) : recipe.text();
                writeText(folder, "mergekit_config.yml", kept);
                UnaryOperator<String> names = supplement.portable()
                        ? model -> PortableRecipe.move(model, recipe.folder(), out)
                        : UnaryOperator.identity();
                String card = new ModelCard(merge, recipe, manner, names).text(title(out), kept, supplement, written);
                writeText(folder, "README.md", card);
            }
            if (extent.tokenizer()) {
                for (OutputFile file : merge.plan().files()) {
                    write(folder, file);
                }
            }
            folder.commit();
            return written;
        }
    }

    private long bytes() {
        return merge.tensors().headers().values().stream()
                .mapToLong(TensorSource.Header::bytes)
                .sum();
    }

    private String recipeFor(Path out) {
        YamlNode yaml = YamlReader.parse(recipe.text(), recipe.name(), new Problems(), Strictness.LENIENT);
        return YamlWriter.write(PortableRecipe.move(yaml, recipe.folder(), out));
    }

    private static String title(Path out) {
        Path name = out.toAbsolutePath().normalize().getFileName();
        return name == null ? "Untitled model" : name.toString();
    }

    private List<Problem> warnings(List<Explanation> tensors) {
        List<Problem> warnings = new ArrayList<>(merge.warnings());
        Fallbacks.of(tensors, recipe.name(), manner.numerics()).forEach(warnings::add);
        return warnings;
    }

    private static void write(AtomicFolder folder, OutputFile file) throws IOException {
        switch (file) {
            case OutputFile.Copied(String name, Path from) -> Files.copy(from, folder.file(name));
            case OutputFile.Written(String name, String text) -> writeText(folder, name, text);
        }
    }

    private static void writeJson(AtomicFolder folder, String name, JsonNode json) throws IOException {
        try (OutputStream file = Files.newOutputStream(folder.file(name))) {
            file.write(JsonTree.pretty(json));
            file.write('\n');
        }
    }

    private static void writeText(AtomicFolder folder, String name, String text) throws IOException {
        Files.write(folder.file(name), text.getBytes(StandardCharsets.UTF_8));
    }
}
