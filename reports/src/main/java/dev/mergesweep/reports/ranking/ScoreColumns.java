package dev.mergesweep.reports.ranking;

import dev.mergesweep.merger.yaml.InputException;
import dev.mergesweep.merger.yaml.Place;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Where a table of scores keeps what: numbers of cells, from 0; -1 where it has no such column. */
final class ScoreColumns {
    private static final List<String> NEEDED = List.of("candidate", "domain", "document", "tokens", "nats");

    /** Of all columns, also those passed over. */
    final int count;

    final int candidate;
    final int domain;
    final int document;
    final int split;
    final int tokens;
    final int nats;
    final int bytes;
    final int words;

    private ScoreColumns(List<String> names) {
        count = names.size();
        candidate = names.indexOf("candidate");
        domain = names.indexOf("domain");
        document = names.indexOf("document");
        split = names.indexOf("split");
        tokens = names.indexOf("tokens");
        nats = names.indexOf("nats");
        bytes = names.indexOf("bytes");
        words = names.indexOf("words");
    }

    /**
     * @param file as messages name it
     * @param names of the columns
     * @throws InputException where one is named twice, or one is missing
     */
    static ScoreColumns of(String file, List<String> names) {
        Place header = new Place(file, 1, 0);
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (name.isEmpty()) {
                throw new InputException(header, "the header has a column without a name", "Name each column once");
            }
            if (!seen.add(name)) {
                throw new InputException(
                        header, "the header has two columns \"%s\"".formatted(name), "Name each column once");
            }
        }
        List<String> missing =
                NEEDED.stream().filter(column -> !seen.contains(column)).toList();
        if (!missing.isEmpty()) {
            throw new InputException(
                    header,
                    "missing column%s %s".formatted(missing.size() == 1 ? "" : "s", String.join(", ", missing)),
                    "The first line must name candidate,domain,document,split,tokens,nats,bytes,words"
                            + " (split, bytes and words may be missing)");
        }
        return new ScoreColumns(names);
    }
}
