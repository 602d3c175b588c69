package dev.mergesweep.sweep;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A folder with texts and an experiment for two small trained parents. */
final class Laboratory {
    private static final String[] WORDS = {
        "func", "return", "if", "err", "!=", "nil", "{", "}", "for", "range", "package", "main", "string", "int", "=",
        ":=", "account", "balance", "sum", "list", "values", "len", "sort", "// the", "middle", "of", "a", "price",
        "struct", "map"
    };

    private final Path folder;

    private Laboratory(Path folder) {
        this.folder = folder;
    }

    /** Two domains of short texts, the same for the same folder contents asked for. */
    static Laboratory in(Path folder) throws IOException {
        Laboratory laboratory = new Laboratory(folder);
        laboratory.texts("code", 40, 1);
        laboratory.texts("prose", 30, 2);
        return laboratory;
    }

    private void texts(String name, int count, long seed) throws IOException {
        Random random = new Random(seed);
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            StringBuilder text = new StringBuilder();
            int words = 20 + random.nextInt(120);
            for (int w = 0; w < words; w++) {
                text.append(WORDS[random.nextInt(WORDS.length)]).append(w % 9 == 8 ? "\\n" : " ");
            }
            rows.add("{\"id\": \"%s-%d\", \"text\": \"%s\"}".formatted(name, i, text));
        }
        Files.write(folder.resolve(name + ".jsonl"), rows);
    }

    Path folder() {
        return folder;
    }

    Path run() {
        return folder.resolve("runs/test");
    }

    static Path parent(String name) {
        try {
            return Path.of(
                    Laboratory.class.getResource("fixture/parent-" + name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An experiment whose t is given as YAML, with further top-level lines. */
    Path experiment(String t, String... lines) throws IOException {
        String text = """
                name: test
                merge:
                  merge_method: slerp
                  base_model: %s
                  models: [{model: %s}, {model: %s}]
                  parameters:
                    t: %s
                  dtype: bfloat16
                evaluate:
                  protocol: {name: documents, context: 128}
                  domains:
                    - {name: code, file: code.jsonl, weight: 2}
                    - {name: prose, file: prose.jsonl}
                %s
                """.formatted(parent("a"), parent("a"), parent("b"), t, String.join("\n", lines));
        Path file = folder.resolve("experiment.yaml");
        Files.writeString(file, text);
        return file;
    }
}
