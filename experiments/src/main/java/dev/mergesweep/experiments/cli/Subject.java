package dev.mergesweep.experiments.cli;

import dev.mergesweep.merger.Merge;
import dev.mergesweep.merger.TensorSource;
import dev.mergesweep.merger.checkpoint.Checkpoint;
import dev.mergesweep.merger.plan.OutputFile;
import dev.mergesweep.merger.yaml.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a command is about: a checkpoint, or the merge that a recipe describes.
 *
 * @param tokenizer folder with the tokenizer's files
 * @param warnings what is known so far; more as tensors are read
 * @param temporary files to be deleted at the end
 */
record Subject(TensorSource tensors, Path tokenizer, Supplier<List<Problem>> warnings, List<Path> temporary)
        implements AutoCloseable {

    /** A regular file is a recipe; everything else names a checkpoint. */
    static Subject open(String name, CommonOptions.Merging merging) throws IOException {
        if (isFile(name)) {
            Path recipe = Path.of(name);
            return of(FileKind.RECIPE.read(recipe, () -> Merge.open(Merge.RecipeText.read(recipe), merging.manner())));
        }
        Checkpoint checkpoint = Checkpoint.open(name);
        return new Subject(checkpoint, checkpoint.folder(), List::of, List.of());
    }

    /** The merge's files lie nowhere yet. A tokenizer that is put together is written aside, a copied one stays where it is. */
    static Subject of(Merge merge) throws IOException {
        List<OutputFile> files = merge.plan().files();
        Path copied = copiedFrom(files);
        if (copied != null) {
            return new Subject(merge.tensors(), copied, merge::warnings, List.of());
        }
        Path folder = Files.createTempDirectory("mergesweep-tokenizer");
        for (OutputFile file : files) {
            switch (file) {
                case OutputFile.Copied(String name, Path from) -> Files.copy(from, folder.resolve(name));
                case OutputFile.Written(String name, String text) -> Files.writeString(folder.resolve(name), text);
            }
        }
        Files.writeString(folder.resolve("config.json"), merge.plan().config().toString());
        try (Stream<Path> written = Files.list(folder)) {
            return new Subject(
                    merge.tensors(),
                    folder,
                    merge::warnings,
                    Stream.concat(written, Stream.of(folder)).toList());
        }
    }

    /** The folder that every file comes from as it is; null where one is put together. */
    private static @Nullable Path copiedFrom(List<OutputFile> files) {
        Path folder = null;
        for (OutputFile file : files) {
            if (!(file instanceof OutputFile.Copied(String name, Path from))
                    || !from.endsWith(name)
                    || (folder != null && !folder.equals(from.getParent()))) {
                return null;
            }
            folder = from.getParent();
        }
        return folder;
    }

    private static boolean isFile(String name) {
        try {
            return Files.isRegularFile(Path.of(name));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        for (Path file : temporary) {
            Files.deleteIfExists(file);
        }
    }
}
