package dev.mergesweep.experiments.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class BytePairsTest {
    private static final int BYTES_AND_SPECIAL = 258;

    @Test
    @DisplayName("the most frequent pair is merged first, of equal ones the alphabetically first")
    void order() {
        BytePairs pairs = BytePairs.learned(List.of("abab abab cd"), BYTES_AND_SPECIAL + 3);
        assertThat(pairs.merges()).containsExactly("a b", "ab ab", "c d");
        assertThat(pairs.tokens().subList(BYTES_AND_SPECIAL, BYTES_AND_SPECIAL + 3))
                .containsExactly("ab", "abab", "cd");
    }

    @Test
    @DisplayName("nothing is merged across words, digits and punctuation; the space goes with the word behind it")
    void pieces() {
        BytePairs pairs = BytePairs.learned(List.of("x 12, 12, x"), BYTES_AND_SPECIAL + 2);
        assertThat(pairs.merges()).containsExactly("Ġ 1", "Ġ x");
    }

    @Test
    @DisplayName("every byte has its letter once")
    void bytes() {
        List<String> tokens =
                BytePairs.learned(List.of("ab"), BYTES_AND_SPECIAL).tokens();
        assertThat(tokens).hasSize(BYTES_AND_SPECIAL).doesNotHaveDuplicates().startsWith(BytePairs.BOS, BytePairs.EOS);
        assertThat(tokens.get(2 + ' ')).isEqualTo("Ġ");
        assertThat(tokens.get(2 + '\n')).isEqualTo("Ċ");
    }

    @Test
    @DisplayName("text that runs out of pairs is refused")
    void tooLittle() {
        assertThatThrownBy(() -> BytePairs.learned(List.of("ab"), BYTES_AND_SPECIAL + 2))
                .hasMessage("Too little text for so large a vocabulary");
    }
}
