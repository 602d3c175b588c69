package dev.mergesweep.reports.report;

import java.util.List;

/**
 * A chapter of a report.
 *
 * @param id for links, lower-case letters and hyphens
 */
public record Section(String id, String title, List<Block> blocks) {
    public Section {
        blocks = List.copyOf(blocks);
    }
}
