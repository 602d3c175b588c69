package dev.mergesweep.evaluator.corpus;

import dev.mergesweep.evaluator.Document;
import dev.mergesweep.merger.yaml.Place;
import dev.mergesweep.merger.yaml.Problems;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The documents of one domain, gathered from one or more files. */
final class Rows {
    /** So many mistakes tell what is wrong with a file; the rest would only bury them. */
    private static final int MISTAKES_SHOWN = 20;

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    /** One file's bytes. */
    @SuppressWarnings("ArrayRecordComponent")
    record Part(String shown, byte[] bytes, boolean jsonLines) {}

    private final TextFile file;
    private final Problems problems;
    private final List<Document> documents = new ArrayList<>();
    private final Map<String, Place> places = new HashMap<>();

    Rows(TextFile file, Problems problems) {
        this.file = file;
        this.problems = problems;
    }

    List<Document> documents() {
        return documents;
    }

    void add(Part part) {
        if (part.bytes().length == 0) {
            problems.error(
                    Place.of(part.shown()),
                    "",
                    "this file is empty",
                    "Give domain \"%s\" a file with text".formatted(file.domain()));
        } else if (part.jsonLines()) {
            addLines(part);
        } else {
            addText(part);
        }
    }

    /** A domain in which no file had a row has nothing to score. */
    void refuseEmpty() {
        if (documents.isEmpty() && problems.errors().isEmpty()) {
            problems.error(
                    Place.of(file.shown()),
                    "",
                    "there is no document in domain \"%s\"".formatted(file.domain()),
                    "Give it at least one row");
        }
    }

    private void addText(Part part) {
        try {
            add(new Document(String.valueOf(documents.size()), Utf8.decode(part.bytes())), Place.of(part.shown()));
        } catch (CharacterCodingException e) {
            notUtf8(part, Utf8.firstMalformed(part.bytes()));
        }
    }

    private void notUtf8(Part part, int index) {
        int line = 1;
        for (int i = 0; i < index; i++) {
            line += part.bytes()[i] == '\n' ? 1 : 0;
        }
        problems.error(
                new Place(part.shown(), line, 0),
                "",
                "byte %d of the file is not UTF-8".formatted(index),
                "Convert the file to UTF-8");
    }

    private void addLines(Part part) {
        byte[] bytes = part.bytes();
        int begin = startsWithMark(bytes) ? BYTE_ORDER_MARK.length : 0;
        JsonRow reader = new JsonRow(file.field(), problems);
        for (int line = 1; begin < bytes.length && takesMore(); line++) {
            int end = begin;
            while (end < bytes.length && bytes[end] != '\n') {
                end++;
            }
            addLine(part, new Place(part.shown(), line, 0), begin, end, reader);
            begin = end + 1;
        }
    }

    private boolean takesMore() {
        return documents.size() < file.limit() && problems.errors().size() < MISTAKES_SHOWN;
    }

    private void addLine(Part part, Place place, int begin, int end, JsonRow reader) {
        byte[] line = Arrays.copyOfRange(part.bytes(), begin, end);
        try {
            String text = Utf8.decode(line);
            if (!text.isBlank()) {
                Document document = reader.document(text, place, String.valueOf(documents.size()));
                if (document != null) {
                    add(document, place);
                }
            }
        } catch (CharacterCodingException e) {
            notUtf8(part, begin + Utf8.firstMalformed(line));
        }
    }

    private void add(Document document, Place place) {
        if (documents.size() >= file.limit()) {
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

    private static boolean startsWithMark(byte[] bytes) {
        return bytes.length >= 3 && Arrays.equals(bytes, 0, 3, BYTE_ORDER_MARK, 0, 3);
    }
}
