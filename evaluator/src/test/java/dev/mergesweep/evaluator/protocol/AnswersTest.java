package dev.mergesweep.evaluator.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mergesweep.evaluator.Document;
import dev.mergesweep.evaluator.Document.Span;
import dev.mergesweep.evaluator.Domain;
import dev.mergesweep.evaluator.Pack;
import dev.mergesweep.evaluator.corpus.Split;
import dev.mergesweep.evaluator.tokenizer.Tokenizer;
import dev.mergesweep.merger.yaml.Problem;
import dev.mergesweep.merger.yaml.Problems;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AnswersTest {
    private static final String TEXT = "ask one ask two";
    private static final Answers ANSWERS = new Answers(List.of(new Span(4, 7), new Span(12, 15)));

    @Test
    @DisplayName("a token counts when a character of an answer is in it")
    void touch() {
        assertThat(ANSWERS.touch(0, 4)).isFalse();
        assertThat(ANSWERS.touch(3, 5)).isTrue();
        assertThat(ANSWERS.touch(6, 12)).isTrue();
        assertThat(ANSWERS.touch(7, 12)).isFalse();
        assertThat(ANSWERS.touch(14, 15)).isTrue();
        assertThat(ANSWERS.touch(15, 15)).isFalse();
        assertThat(ANSWERS.within(TEXT, 0, 15)).isEqualTo(new Measured(6, 2));
        assertThat(ANSWERS.within(TEXT, 5, 13)).isEqualTo(new Measured(3, 1));
    }

    @Test
    @DisplayName("only the answers' tokens, bytes and words of a document are counted, alone or joined")
    void documents() throws IOException {
        Domain domain = new Domain("talk", List.of(new Document("0", TEXT, ANSWERS.spans())));
        try (Tokenizer tokenizer = Tokenizer.open(Fixture.tokenizer("plain"))) {
            for (Protocol protocol :
                    List.of(new Protocol.Documents(64, 64, Bos.ALWAYS), new Protocol.Strided(64, 32, Bos.ALWAYS))) {
                PreparedTexts texts = Preparation.prepare(protocol, tokenizer, List.of(domain), 0);
                PreparedDocument document = texts.documents().getFirst();
                assertThat(document.bytes()).isEqualTo(6);
                assertThat(document.words()).isEqualTo(2);
                Pack.Window window = texts.packs(Split.ALL).getFirst().windows().getFirst();
                assertThat(document.tokens()).isBetween(2L, window.ids().length - 5L);
                assertThat(window.scored()[0]).isFalse();
                assertThat(window.scored()[window.ids().length - 1]).isTrue();
            }
        }
    }

    @Test
    @DisplayName("domains with little text are one warning")
    void oneWarning() throws IOException {
        List<Domain> domains = List.of(
                new Domain("talk", List.of(new Document("0", "some text"))),
                new Domain("code", List.of(new Document("0", "other text"), new Document("1", "some text"))));
        try (Tokenizer tokenizer = Tokenizer.open(Fixture.tokenizer("plain"))) {
            PreparedTexts texts = Preparation.prepare(new Protocol.Documents(64, 64, Bos.AUTO), tokenizer, domains, 0);
            Problems problems = new Problems();
            Sufficiency.ofDomains(texts, Map.of(), problems);
            assertThat(problems.warnings())
                    .extracting(Problem::toString)
                    .singleElement()
                    .asString()
                    .matches(
                            "2 domains: talk \\(1 document, \\d+ scored tokens\\), code \\(2 documents, \\d+ scored tokens\\)"
                                    + "\\. Error bars of so few say little; give more text");
        }
    }
}
