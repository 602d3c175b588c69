package dev.mergesweep.sweep;

import dev.mergesweep.merger.recipe.PortableRecipe;
import dev.mergesweep.merger.yaml.DiskReason;
import dev.mergesweep.merger.yaml.YamlWriter;
import dev.mergesweep.sweep.candidate.Candidate;
import dev.mergesweep.sweep.store.RunStore;
import dev.mergesweep.sweep.store.StoreFailure;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** The files of a run beside its store. */
final class RunFolder {
    static final String EXPERIMENT = "experiment.yaml";

    private final Path folder;
    private final InstantSource clock;

    RunFolder(Path folder, InstantSource clock) {
        this.folder = folder;
        this.clock = clock;
    }

    Path folder() {
        return folder;
    }

    /** @throws StoreFailure where it cannot be made */
    void make() {
        guarded(() -> Files.createDirectories(folder.resolve("recipes")));
    }

    /** Whether the folder belongs to an experiment whose file differs from this one. */
    boolean holdsAnother(String experiment) {
        Path file = folder.resolve(EXPERIMENT);
        try {
            return Files.exists(file) && !Files.readString(file).equals(experiment);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** Whether a run was begun here. */
    static boolean begun(Path folder) {
        return Files.exists(folder.resolve(RunStore.FILE));
    }

    void keep(String experiment) {
        write(folder.resolve(EXPERIMENT), experiment);
    }

    /** The recipe of a candidate as a file of its own. */
    void keep(Candidate candidate) {
        String file = candidate.description().recipe();
        if (file != null && candidate.recipe() != null) {
            // Written again each time: with --reuse a baseline may have kept its name and changed its parents.
            Path target = folder.resolve(file);
            write(target, portable(candidate.recipe(), target.resolveSibling("")));
        }
    }

    private static String portable(Candidate.Written recipe, Path to) {
        return YamlWriter.write(PortableRecipe.move(recipe.yaml(), recipe.folder(), to));
    }

    void log(String line) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        guarded(() -> Files.writeString(
                folder.resolve("log.txt"),
                now + " " + line + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND));
    }

    /** Whole or not at all. */
    private void write(Path file, String text) {
        Path unfinished = file.resolveSibling("." + file.getFileName() + ".part");
        guarded(() -> {
            Files.writeString(unfinished, text);
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        });
    }

    private interface Work {
        void work() throws IOException;
    }

    private void guarded(Work work) {
        try {
            work.work();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private StoreFailure failure(IOException e) {
        if (e instanceof AccessDeniedException) {
            return new StoreFailure(folder, "cannot be written", "Check its permissions, or choose another with --run");
        }
        return new StoreFailure(
                folder,
                "cannot be written: " + DiskReason.of(e),
                "Check the disk, or choose another folder with --run");
    }
}
