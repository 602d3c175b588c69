package dev.mergesweep.evaluator.validation;

import dev.mergesweep.merger.checkpoint.Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Files that lie in a checkpoint's folder and that its index does not know. */
final class FileChecks {
    private FileChecks() {}

    static List<Finding> of(Checkpoint checkpoint) throws IOException {
        Path folder = checkpoint.folder();
        boolean sharded = Files.exists(folder.resolve("model.safetensors.index.json"));
        List<String> shards;
        try (Stream<Path> files = Files.list(folder)) {
            shards = files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".safetensors"))
                    .sorted()
                    .toList();
        }
        List<String> stale = shards.stream()
                .filter(shard -> sharded == shard.equals("model.safetensors"))
                .toList();
        if (!stale.isEmpty()) {
            return List.of(Finding.warn(
                    Check.FILES,
                    String.join(", ", stale) + " is no part of this checkpoint",
                    "Some loaders take the wrong file: remove what an earlier save left behind"));
        }
        return List.of(Finding.pass(
                Check.FILES,
                "%d tensors in %d file%s"
                        .formatted(checkpoint.headers().size(), shards.size(), shards.size() == 1 ? "" : "s")));
    }
}
