package dev.mergesweep.sweep;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where a path that an experiment or recipe names lies. */
final class Paths {
    private Paths() {}

    /** Relative to a file's folder, then to the current folder; where neither is there, the first. */
    static Path find(Path folder, String path) {
        Path beside = folder.resolve(path);
        Path here = Path.of(path);
        return !Files.exists(beside) && Files.exists(here) ? here : beside;
    }
}
