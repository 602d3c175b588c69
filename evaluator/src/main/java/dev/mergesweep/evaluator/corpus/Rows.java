package dev.mergesweep.evaluator.corpus;

import dev.mergesweep.evaluator.Document;
import dev.mergesweep.merger.yaml.Place;
import dev.mergesweep.merger.yaml.Problems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The documents of one domain, gathered from one or more files. */
final class Rows {
    /** So many mistakes tell what is wrong with a file; the rest would only bury them. */
    private static final int MISTAKES_SHOWN = 20;

    private static final int FILES_NAMED = 8;

    private final TextFile file;
    private final RowReader reader;
    private final SharedMistakes shared = new SharedMistakes();
    private final Problems problems;
    private final List<Document> documents = new ArrayList<>();
    private final Map<String, Place> places = new HashMap<>();
    private final List<String> leftOut = new ArrayList<>();

    Rows(TextFile file, Conversation conversation, Problems problems) {
        this.file = file;
        this.reader = new RowReader(file.field(), conversation, shared, problems);
        this.problems = problems;
    }

    List<Document> documents() {
        return documents;
    }

    /** Whether the domain has as many documents as its limit allows. */
    boolean full() {
        return documents.size() >= file.limit();
    }

    /** A file that the limit leaves nothing of. */
    void leftOut(Path path) {
        leftOut.add(String.valueOf(path.getFileName()));
    }

    /** Whether another row of a part can still matter. */
    boolean open(Part part) {
        return !full() && problems.errors().size() < MISTAKES_SHOWN && !shared.isPlain(part.shown());
    }

    void error(Place place, String what, String advice) {
        problems.error(place, "", what, advice);
    }

    /** A plain text. */
    void addText(String text, Place place) {
        add(new Document(number(), text), place);
    }

    /** A row of JSONL or Parquet. */
    void addRow(JsonNode row, Place place) {
        add(reader.document(row, place, number()), place);
    }

    /** Fields that a row may be read from. */
    List<String> fields() {
        return reader.fields();
    }

    /** Whether a field can hold a document, and not just name it. */
    boolean holdsDocuments(String field) {
        return reader.holdsDocuments(field);
    }

    /** After the last file: tells what all of them together show. A domain in which no file had a row has nothing to score. */
    void close() {
        shared.tell(problems);
        if (!leftOut.isEmpty()) {
            problems.warning(
                    Place.of("domain " + file.domain()),
                    "limit",
                    "%d documents are there before %s, of which nothing is taken"
                            .formatted(file.limit(), named(leftOut)),
                    "Raise the limit, or give every file a domain of its own");
        }
        if (documents.isEmpty() && problems.errors().isEmpty()) {
            error(
                    Place.of(file.shown()),
                    "there is no document in domain \"%s\"".formatted(file.domain()),
                    "Give it at least one row");
        }
    }

    private static String named(List<String> files) {
        String named = String.join(", ", files.subList(0, Math.min(FILES_NAMED, files.size())));
        return files.size() <= FILES_NAMED ? named : "%s and %d more".formatted(named, files.size() - FILES_NAMED);
    }

    private String number() {
        return String.valueOf(documents.size());
    }

    private void add(@Nullable Document document, Place place) {
        if (document == null || full()) {
            return;
        }
        Place first = places.putIfAbsent(document.id(), place);
        if (first != null) {
            problems.error(
                    place,
                    "id",
                    "\"%s\" is the id of the document at %s too".formatted(document.id(), first),
                    "Give every document an id of its own");
        }
        documents.add(document);
    }
}
