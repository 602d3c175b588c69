package dev.mergesweep.reports.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mergesweep.reports.ranking.SimilarTexts.Text;
import java.util.ArrayList;
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

    @Test
    @DisplayName("says nothing of texts that differ")
    void silentWhereTextsDiffer() {
        List<Text> texts = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            texts.add(new Text("stories", Integer.toString(i), "all", text(60)));
        }

        assertThat(SimilarTexts.warnings(texts)).isEmpty();
    }

    @Test
    @DisplayName("tells equal texts within a domain and across domains")
    void equalTexts() {
        String twice = text(50);
        List<Text> texts = List.of(
                new Text("stories", "0", "all", twice),
                new Text("stories", "1", "all", text(50)),
                new Text("stories", "2", "all", twice),
                new Text("stories", "3", "all", twice),
                new Text("sums", "9", "all", twice));

        assertThat(SimilarTexts.warnings(texts))
                .containsExactly(
                        "2 documents of stories are equal to another one of it (2 and 0)",
                        "1 document of sums is equal to one of stories (9 and 0)");
    }

    @Test
    @DisplayName("tells nearly equal texts on both sides of the split")
    void nearlyEqualAcrossSplits() {
        String original = text(200);
        List<Text> texts = List.of(
                new Text("stories", "a", "search", original),
                new Text("stories", "b", "confirm", "A new beginning. " + original.toUpperCase(Locale.ROOT)));

        assertThat(SimilarTexts.warnings(texts))
                .containsExactly("1 document of stories is nearly equal to another one of it (b and a)"
                        + " on the other side of the split, which no longer keeps them apart");
    }

    @Test
    @DisplayName("finds a text in which every thirtieth word differs, not one in which every second does")
    void findsSmallChanges() {
        List<String> words = List.of(text(300).split(" "));
        String close = changed(words, 30);
        String far = changed(words, 2);

        assertThat(SimilarTexts.warnings(
                        List.of(new Text("x", "0", "all", String.join(" ", words)), new Text("x", "1", "all", close))))
                .hasSize(1);
        assertThat(SimilarTexts.warnings(
                        List.of(new Text("x", "0", "all", String.join(" ", words)), new Text("x", "1", "all", far))))
                .isEmpty();
    }

    private String changed(List<String> words, int every) {
        return IntStream.range(0, words.size())
                .mapToObj(i -> i % every == 0 ? text(1) : words.get(i))
                .collect(Collectors.joining(" "));
    }

    @Test
    @DisplayName("takes texts shorter than a piece, and empty ones")
    void shortTexts() {
        assertThat(SimilarTexts.warnings(List.of(
                        new Text("x", "0", "all", ""), new Text("x", "1", "all", "a"), new Text("x", "2", "all", "b"))))
                .isEmpty();
    }
}
