package dev.mergesweep.reports.format;

import dev.mergesweep.merger.yaml.DiskReason;
import dev.mergesweep.merger.yaml.Hint;
import dev.mergesweep.reports.picture.ChartFiles;
import dev.mergesweep.reports.report.Evidence;
import dev.mergesweep.reports.report.StoredEvidence;
import dev.mergesweep.sweep.store.StoredRun;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Writes reports into a folder, each file whole or not at all. */
public final class ReportFiles {
    private ReportFiles() {}

    /** The report of a run, from its store alone. @param warnings to add to those of the run */
    public static List<Path> write(StoredRun run, List<String> warnings, Set<Format> formats, Path out)
            throws IOException {
        return write(StoredEvidence.of(run, warnings), formats, out);
    }

    /**
     * Writes the report in each of the formats, and the winner's recipe as {@code best/recipe.yaml}.
     *
     * <p>Charts that lie there are drawn anew, asked for or not: old ones would pass for those of this report.
     *
     * @param out made where it is missing
     * @return the files, in the order of {@link Format}
     */
    public static List<Path> write(Evidence evidence, Set<Format> formats, Path out) throws IOException {
        List<Path> files = new ArrayList<>();
        EnumSet<Format> written = EnumSet.copyOf(formats);
        if (!ChartFiles.in(out).isEmpty()) {
            written.add(Format.SVG);
        }
        for (Format format : written) {
            for (var file : format.files(evidence).entrySet()) {
                files.add(replace(out.resolve(file.getKey()), file.getValue()));
            }
        }
        if (written.contains(Format.SVG)) {
            ChartFiles.removeOthers(out, files);
        }
        String recipe = evidence.recipe();
        if (recipe != null) {
            replace(out.resolve("best/recipe.yaml"), recipe);
        }
        return List.copyOf(files);
    }

    private static Path replace(Path file, String text) throws IOException {
        Path unfinished = file.resolveSibling("." + file.getFileName() + ".part");
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(unfinished, text);
            return Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new FileSystemException(
                    file.toString(),
                    null,
                    "cannot be written: " + DiskReason.of(e)
                            + ". The scores are safe; write the report elsewhere with: "
                            + Hint.of("report", "RUN", "--out", "DIR"));
        }
    }
}
