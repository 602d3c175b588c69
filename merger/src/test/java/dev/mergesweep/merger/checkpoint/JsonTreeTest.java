package dev.mergesweep.merger.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("A JSON tree")
class JsonTreeTest {
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\": [1, -2147483649, 18446744073709551616, 1.5, 1e-5, 1e300, \"\\u00e9\\n\\\"\", true, false, null], \"b\": {\"c\": {}, \"d\": []}}",
                "[[], [[1]], {}]",
                "\"text\"",
                "0",
                "  "
            })
    @DisplayName("is the mapper's, and so is its text")
    void asTheMapper(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        JsonNode tree = JsonTree.read(bytes);
        assertThat(tree).isEqualTo(MAPPER.readTree(bytes));
        if (!tree.isMissingNode()) {
            assertThat(new String(JsonTree.pretty(tree), StandardCharsets.UTF_8))
                    .isEqualTo(MAPPER.writeValueAsString(tree));
            assertThat(JsonTree.read(JsonTree.plain(tree))).isEqualTo(tree);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\": 1, \"a\": 2}", "{} {}", "{\"a\":}", "[1,]", "{", "]", "tru"})
    @DisplayName("is refused where the text is something else, or a key stands twice")
    void refused(String text) {
        assertThatThrownBy(() -> JsonTree.read(text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(JacksonException.class);
    }

    @Test
    @DisplayName("is refused where it is nested beyond reason")
    void nested() {
        assertThatThrownBy(() -> JsonTree.read("[".repeat(100_000).getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(JacksonException.class);
    }
}
