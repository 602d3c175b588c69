package dev.mergesweep.experiments.quickstart;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.SequencedMap;
import tools.jackson.databind.json.JsonMapper;

/** The documents that merges are measured by. No two of them are nearly equal, and no training text is like one. */
final class ValidationTexts {

    /** Enough that a share of 0.3 of them leaves at least 30 a domain to confirm with. */
    private static final int DOCUMENTS = 110;

    private static final double ALIKE = 0.4;

    private final Likeness likeness = new Likeness(ALIKE);
    private final SequencedMap<String, List<String>> domains = new LinkedHashMap<>();

    ValidationTexts() {
        domains.put("stories", drawn(Stories.rich(), 101));
        domains.put("sums", drawn(Sums.rich(), 102));
    }

    private List<String> drawn(Author author, long seed) {
        Random random = new Random(seed);
        List<String> texts = new ArrayList<>();
        while (texts.size() < DOCUMENTS) {
            String text = author.write(random);
            if (!likeness.repeats(text)) {
                likeness.keep(text);
                texts.add(text);
            }
        }
        return texts;
    }

    /** What training texts must not repeat. */
    Likeness likeness() {
        return likeness;
    }

    /** By domain, the lines of its file. */
    SequencedMap<String, String> files() {
        SequencedMap<String, String> files = new LinkedHashMap<>();
        domains.forEach((domain, texts) -> files.put(domain, lines(domain, texts)));
        return files;
    }

    private static String lines(String domain, List<String> texts) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < texts.size(); i++) {
            String id = "%s-%03d".formatted(domain, i + 1);
            lines.append(JsonMapper.shared().createObjectNode().put("id", id).put("text", texts.get(i)));
            lines.append('\n');
        }
        return lines.toString();
    }
}
