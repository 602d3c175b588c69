package dev.mergesweep.evaluator.corpus;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;

/** A file that is one document, its bytes unchanged. */
final class PlainText {
    private PlainText() {}

    static void read(Part part, Rows rows) throws IOException {
        byte[] bytes = part.stream().readAllBytes();
        try {
            String text = Utf8.decode(bytes);
            if (text.isBlank()) {
                rows.error(part.place(), "this file holds nothing but white space", "Give it text, or leave it out");
            } else {
                rows.addText(text, part.place());
            }
        } catch (CharacterCodingException e) {
            int index = Utf8.firstMalformed(bytes);
            rows.error(part.line(line(bytes, index)), "byte %d of the file is not UTF-8".formatted(index), Utf8.ADVICE);
        }
    }

    private static int line(byte[] bytes, int index) {
        int line = 1;
        for (int i = 0; i < index; i++) {
            line += bytes[i] == '\n' ? 1 : 0;
        }
        return line;
    }
}
