package dev.mergesweep.reports.picture;

import dev.mergesweep.reports.report.Block;
import dev.mergesweep.reports.report.Chart;
import dev.mergesweep.reports.report.Evidence;
import dev.mergesweep.reports.report.Report;
import dev.mergesweep.reports.report.Section;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** The ranking and every chart of a report, an SVG file each. */
public final class ChartFiles {
    private ChartFiles() {}

    /** Drawings by file, {@code charts/ranking.svg} first; equal evidence gives equal bytes. */
    public static SequencedMap<String, String> of(Evidence evidence) {
        SequencedMap<String, String> files = new LinkedHashMap<>();
        files.put("charts/ranking.svg", RankingPicture.of(evidence.ranking()));
        for (Section section : Report.of(evidence).sections()) {
            for (Block block : section.blocks()) {
                if (block instanceof Chart chart) {
                    files.put("charts/" + chart.id() + ".svg", draw(chart));
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
