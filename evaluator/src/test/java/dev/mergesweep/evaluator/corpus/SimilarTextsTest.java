package dev.mergesweep.evaluator.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mergesweep.evaluator.Document;
import dev.mergesweep.evaluator.Domain;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SimilarTextsTest {
    private final Random random = new Random(5);

    private String text(int words) {
        return IntStream.range(0, words)
                .mapToObj(i -> Integer.toString(random.nextInt(100_000), 36))
                .collect(Collectors.joining(" "));
    }

    /** Documents numbered from 0. */
    private static Domain domain(String name, String... texts) {
        return new Domain(
                name,
                IntStream.range(0, texts.length)
                        .mapToObj(i -> new Document(Integer.toString(i), texts[i]))
                        .toList());
    }

    private static List<String> warnings(Domain... domains) {
        return SimilarTexts.warnings(List.of(domains), 0);
    }

    @Test
    @DisplayName("says nothing of texts that differ")
    void silentWhereTextsDiffer() {
        String[] texts = IntStream.range(0, 200).mapToObj(i -> text(60)).toArray(String[]::new);

        assertThat(warnings(domain("stories", texts))).isEmpty();
    }

    @Test
    @DisplayName("tells equal texts within a domain and across domains")
    void equalTexts() {
        String twice = text(50);

        assertThat(warnings(domain("stories", twice, text(50), twice, twice), domain("sums", twice)))
                .containsExactly(
                        "2 documents of stories are equal to another one of it (2 and 0)",
                        "1 document of sums is equal to one of stories (0 and 0)");
    }

    @Test
    @DisplayName("tells nearly equal texts on both sides of the split")
    void nearlyEqualAcrossSplits() {
        String searched = onSide(Split.SEARCH, text(200));
        String confirmed = onSide(Split.CONFIRM, searched.toUpperCase(Locale.ROOT));

        assertThat(SimilarTexts.warnings(List.of(domain("stories", searched, confirmed)), 0.5))
                .containsExactly("1 document of stories is nearly equal to another one of it (1 and 0)"
                        + " on the other side of the split, which no longer keeps them apart");
    }

    /** The text with as many full stops at its end as put it on a side. */
    private static String onSide(Split side, String text) {
        return Split.of(new Document("", text), 0.5) == side ? text : onSide(side, text + ".");
    }

    @Test
    @DisplayName(
            "finds a text in which every thirtieth word differs, not one in which every second does; also long ones")
    void findsSmallChanges() {
        for (int length : new int[] {300, 3_000}) {
            String text = text(length);

            assertThat(warnings(domain("x", text, changed(text, 30)))).hasSize(1);
            assertThat(warnings(domain("x", text, changed(text, 2)))).isEmpty();
        }
    }

    private String changed(String text, int every) {
        List<String> words = List.of(text.split(" "));
        return IntStream.range(0, words.size())
                .mapToObj(i -> i % every == 0 ? text(1) : words.get(i))
                .collect(Collectors.joining(" "));
    }

    @Test
    @DisplayName("takes texts shorter than a piece, and empty ones")
    void shortTexts() {
        assertThat(warnings(domain("x", "", "a", "b"))).isEmpty();
    }
}
