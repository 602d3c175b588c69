package dev.mergesweep.sweep.candidate;

import dev.mergesweep.merger.checkpoint.Checkpoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Opens checkpoints once, however many candidates are made of them. */
public final class Models {
    private final Map<Path, Checkpoint> opened = new LinkedHashMap<>();

    /**
     * @param folder what a relative path is looked for in first, before the current folder and the Hugging Face cache
     * @throws dev.mergesweep.merger.yaml.InputException where there is no such checkpoint, or a broken one
     */
    public Checkpoint open(Path folder, String path) {
        Path place = place(folder, path);
        if (!Files.isDirectory(place)) {
            return Checkpoint.open(path);
        }
        return opened.computeIfAbsent(place.toAbsolutePath().normalize(), _ -> Checkpoint.open(place));
    }

    /** Where a path lies: relative to a folder, then to the current one; where neither is there, the first. */
    public static Path place(Path folder, String path) {
        Path beside = folder.resolve(path);
        Path here = Path.of(path);
        return !Files.exists(beside) && Files.exists(here) ? here : beside;
    }
}
