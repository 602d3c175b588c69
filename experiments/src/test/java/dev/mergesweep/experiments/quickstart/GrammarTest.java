package dev.mergesweep.experiments.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GrammarTest {
    private static final Grammar COLOURS = Grammar.of("""
            # what is said
            line:
              {colour.1} {colour.2} {colour.1} {who}
            colour:
              red
              green
            """);

    @Test
    @DisplayName("a numbered reference is remembered, two numbers differ, and bound names need no rule")
    void remembers() {
        for (long seed = 0; seed < 20; seed++) {
            Grammar.Telling telling = COLOURS.telling(new Random(seed), Map.of("who", "Mia"));
            assertThat(telling.tell("line")).isIn("red green red Mia", "green red green Mia");
        }
    }

    @Test
    @DisplayName("a rule that is not there is named")
    void unknownRule() {
        Grammar.Telling telling = COLOURS.telling(new Random(1), Map.of());
        assertThatThrownBy(() -> telling.tell("line")).hasMessage("The grammar has no rule who");
    }

    @ParameterizedTest
    @MethodSource
    @DisplayName("every author finds all rules, and leaves no brace")
    void wholeTexts(Author author) {
        Random random = new Random(5);
        assertThat(Stream.generate(() -> author.write(random)).limit(500))
                .allSatisfy(
                        text -> assertThat(text).doesNotContain("{", "}", "  ").hasSizeGreaterThan(30));
    }

    static Stream<Author> wholeTexts() {
        return Stream.of(Stories.plain(), Stories.rich(), Sums.plain(), Sums.rich());
    }
}
