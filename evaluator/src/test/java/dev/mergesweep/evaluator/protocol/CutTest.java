package dev.mergesweep.evaluator.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CutTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 7, 8, 9, 15, 16, 17, 40})
    @DisplayName("overlapping windows score every id once but the first; disjoint ones lose one a window")
    void documents(int size) {
        for (int stride = 1; stride < 8; stride++) {
            assertThat(scored(new Protocol.Documents(8, stride, Bos.AUTO), size))
                    .containsExactlyElementsOf(IntStream.range(1, size).boxed().toList());
        }
        assertThat(scored(new Protocol.Documents(8, 8, Bos.AUTO), size))
                .containsExactlyElementsOf(IntStream.range(0, size)
                        .filter(id -> id % 8 != 0)
                        .boxed()
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8, 9, 10, 17, 18, 40})
    @DisplayName("rolling scores every id once, and its last window is as long as it can be")
    void rolling(int size) {
        Protocol protocol = new Protocol.Rolling(8, Bos.AUTO);
        assertThat(scored(protocol, size))
                .containsExactlyElementsOf(IntStream.range(1, size).boxed().toList());
        assertThat(Cut.of(protocol, size)).allMatch(cut -> cut.end() - cut.begin() == Math.min(9, size));
    }

    @Test
    @DisplayName("half-window scores the ids behind the middle of whole chunks, stream all but the first")
    void chunks() {
        assertThat(scored(new Protocol.HalfWindow(8, Bos.AUTO), 23)).containsExactly(5, 6, 7, 13, 14, 15);
        assertThat(scored(new Protocol.HalfWindow(7, Bos.AUTO), 7)).containsExactly(4, 5, 6);
        assertThat(scored(new Protocol.Stream(4, Bos.AUTO), 11)).containsExactly(1, 2, 3, 5, 6, 7);
    }

    @Test
    @DisplayName("what does not fit together is refused in a sentence")
    void refusals() {
        assertThatThrownBy(() -> Protocol.of("perplexity", 8, 0, Bos.AUTO))
                .hasMessage(
                        "\"perplexity\" is no protocol. Use one of documents, stream, strided, rolling, half-window");
        assertThatThrownBy(() -> Protocol.of("documents", 8, 9, Bos.AUTO))
                .hasMessage("A stride of 9 does not fit a context of 8. Use 1 to 8");
        assertThat(Protocol.of("strided", 9, 0, Bos.AUTO).stride()).isEqualTo(4);
        assertThat(Protocol.of("documents", 9, 0, Bos.AUTO).stride()).isEqualTo(9);
    }

    private static List<Integer> scored(Protocol protocol, int size) {
        return Cut.of(protocol, size).stream()
                .flatMap(cut -> IntStream.range(cut.scored(), cut.end()).boxed())
                .toList();
    }
}
