package dev.mergesweep.reports.picture;

import dev.mergesweep.reports.report.Block;
import dev.mergesweep.reports.report.Chart;
import dev.mergesweep.reports.report.Evidence;
import dev.mergesweep.reports.report.Report;
import dev.mergesweep.reports.report.Section;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** The ranking and every chart of a report, an SVG file each. */
public final class ChartFiles {
    /** Where they go, in the folder of a report. */
    public static final String FOLDER = "charts";

    private ChartFiles() {}

    /**
     * Deletes charts of an earlier report, which would pass for those of this one. Files of others stay.
     *
     * @param out of the report
     * @param kept files of this report
     */
    public static void removeOthers(Path out, Collection<Path> kept) throws IOException {
        for (Path drawing : in(out)) {
            if (!kept.contains(drawing)) {
                Files.delete(drawing);
            }
        }
    }

    /** Charts that a report left in its folder; none where there is no such folder. */
    public static List<Path> in(Path out) throws IOException {
        Path folder = out.resolve(FOLDER);
        List<Path> ours = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> drawings = Files.newDirectoryStream(folder, "*.svg")) {
                for (Path drawing : drawings) {
                    if (Files.readString(drawing).contains(Svg.MARK)) {
                        ours.add(drawing);
                    }
                }
            }
        }
        return ours;
    }

    /** Drawings by file, {@code charts/ranking.svg} first; equal evidence gives equal bytes. */
    public static SequencedMap<String, String> of(Evidence evidence) {
        SequencedMap<String, String> files = new LinkedHashMap<>();
        files.put(FOLDER + "/ranking.svg", RankingPicture.of(evidence.ranking()));
        for (Section section : Report.of(evidence).sections()) {
            for (Block block : section.blocks()) {
                if (block instanceof Chart chart) {
                    files.put(FOLDER + "/" + chart.id() + ".svg", draw(chart));
                }
            }
        }
        return files;
    }

    private static String draw(Chart chart) {
        return switch (chart) {
            case Chart.Response response -> ResponsePicture.of(response);
            case Chart.TensorMap map -> MapPicture.of(map);
            case Chart.TradeOff tradeOff -> TradeOffPicture.of(tradeOff);
            case Chart.Parallel parallel -> ParallelPicture.of(parallel);
            case Chart.Race race -> RacePicture.of(race);
            case Chart.Course course -> CoursePicture.of(course);
        };
    }
}
