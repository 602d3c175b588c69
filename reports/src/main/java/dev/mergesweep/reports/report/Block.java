package dev.mergesweep.reports.report;

import java.util.List;

/** A piece of a report. The set is closed: a new piece is a new record, and the compiler names every format that must learn it. */
public sealed interface Block permits Block.Paragraph, Block.Note, Block.Facts, Block.Code, Table, Chart {

    record Paragraph(String text) implements Block {}

    /** What the reader should doubt. */
    record Note(String text) implements Block {}

    /** Names with values, to look up rather than to read. */
    record Facts(List<Fact> facts) implements Block {
        public Facts {
            facts = List.copyOf(facts);
        }
    }

    /**
     * Text to copy as it is.
     *
     * @param language as a Markdown fence names it, {@code yaml}
     */
    record Code(String language, String text) implements Block {}

    record Fact(String name, String value) {}
}
