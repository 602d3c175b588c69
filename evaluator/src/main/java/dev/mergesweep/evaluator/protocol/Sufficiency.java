package dev.mergesweep.evaluator.protocol;

import dev.mergesweep.merger.yaml.Place;
import dev.mergesweep.merger.yaml.Problems;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;

/** Whether there is text enough for error bars that mean something. */
public final class Sufficiency {
    private static final int FEW_DOCUMENTS = 50;
    private static final long FEW_TOKENS = 20_000;
    private static final String ADVICE = "Error bars of so few say little; give more text";

    private Sufficiency() {}

    /**
     * For an evaluation: warns, once, of the domains with fewer than 50 documents or 20,000 scored tokens.
     *
     * @param files by domain, where its texts come from
     */
    public static void ofDomains(PreparedTexts texts, Map<String, String> files, Problems problems) {
        SequencedMap<String, String> few = new LinkedHashMap<>();
        for (String domain : texts.domains()) {
            List<PreparedDocument> scored = texts.documents().stream()
                    .filter(document -> document.domain().equals(domain) && document.tokens() > 0)
                    .toList();
            long tokens = scored.stream().mapToLong(PreparedDocument::tokens).sum();
            if (scored.isEmpty()) {
                Place file = Place.of(files.getOrDefault(domain, "domain " + domain));
                problems.error(file, "", "no token is scored", "Give longer texts, or a smaller context");
            } else if (scored.size() < FEW_DOCUMENTS || tokens < FEW_TOKENS) {
                few.put(domain, "%s, %s".formatted(documents(scored.size()), tokens(tokens)));
            }
        }
        if (few.size() == 1) {
            few.forEach((domain, what) -> problems.warning(place(domain), "", what, ADVICE));
        } else if (!few.isEmpty()) {
            List<String> each = new ArrayList<>();
            few.forEach((domain, what) -> each.add("%s (%s)".formatted(domain, what)));
            problems.warning(Place.of("%d domains".formatted(few.size())), "", String.join(", ", each), ADVICE);
        }
    }

    private static Place place(String domain) {
        return Place.of("domain " + domain);
    }

    private static String documents(int count) {
        return count == 1 ? "1 document" : count + " documents";
    }

    private static String tokens(long count) {
        return String.format(Locale.ROOT, "%,d scored tokens", count);
    }
}
