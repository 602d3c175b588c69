package dev.mergesweep.experiments.cli;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mergesweep.merger.yaml.InputException;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvaluatedTextsTest {
    @ParameterizedTest
    @ValueSource(ints = {0, -3})
    @DisplayName("no document at all is a wrong limit")
    void limit(int limit) {
        assertThatThrownBy(() -> new EvaluatedTexts(List.of("a.txt"), null, "", limit))
                .isInstanceOf(InputException.class)
                .hasMessage("--limit: " + limit + " is no number of documents. Use 1 or more");
    }
}
