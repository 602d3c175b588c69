package dev.mergesweep.evaluator.corpus;

import dev.mergesweep.merger.yaml.Place;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** A file with one JSON object a line, read no further than its documents are wanted. */
final class JsonLines {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final char BYTE_ORDER_MARK = '\ufeff';

    private JsonLines() {}

    static void read(Part part, Rows rows) throws IOException {
        byte[] line = next(part.stream());
        if (line != null && Utf8.isUtf16(line)) {
            rows.error(part.line(1), "the file is UTF-16 text", Utf8.ADVICE);
            return;
        }
        for (int number = 1; line != null && rows.open(part); number++) {
            add(line, part.line(number), rows);
            line = next(part.stream());
        }
    }

    private static void add(byte[] line, Place place, Rows rows) {
        try {
            String text = Utf8.decode(line);
            String row = place.line() == 1 && !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK
                    ? text.substring(1)
                    : text;
            if (!row.isBlank()) {
                rows.addRow(JSON.readTree(row), place);
            }
        } catch (CharacterCodingException e) {
            rows.error(place, "byte %d of the line is not UTF-8".formatted(Utf8.firstMalformed(line)), Utf8.ADVICE);
        } catch (JacksonException e) {
            rows.error(place, "this is not JSON: " + firstLine(e.getOriginalMessage()), "Write one JSON object a line");
        }
    }

    /** The bytes up to the next line feed; null at the end of the file. */
    private static byte @Nullable [] next(InputStream stream) throws IOException {
        int first = stream.read();
        if (first < 0) {
            return null;
        }
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = first; b >= 0 && b != '\n'; b = stream.read()) {
            line.write(b);
        }
        return line.toByteArray();
    }

    private static String firstLine(@Nullable String message) {
        return message == null
                ? "it cannot be parsed"
                : message.lines().findFirst().orElse("");
    }
}
