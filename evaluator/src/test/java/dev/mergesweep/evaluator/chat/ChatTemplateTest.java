package dev.mergesweep.evaluator.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mergesweep.evaluator.Document;
import dev.mergesweep.evaluator.corpus.Conversation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Templates in the manner of well-known families; {@code make.py} beside them asked transformers. */
class ChatTemplateTest {
    private static final Path FOLDER = Path.of("src/test/resources/chat");
    /** Templates with what Jinjava does not know: a step in a slice. */
    private static final Set<String> BEYOND_US = Set.of("reversed");

    private static final JsonMapper JSON = JsonMapper.builder().build();

    static Stream<Arguments> cases() throws IOException {
        return JSON.readTree(Files.readAllBytes(FOLDER.resolve("cases.json")))
                .valueStream()
                .map(node -> Arguments.of(
                        node.path("template").asString(), node.path("talk").asString(), node));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("cases")
    @DisplayName("renders what transformers renders, or refuses")
    void sameText(String template, String talk, JsonNode expected) throws IOException {
        ChatTemplate chat = template(Files.readString(FOLDER.resolve("templates/" + template + ".jinja")));
        List<Map<String, Object>> messages = ChatTemplate.talk(expected.path("messages"));
        if (expected.path("text").isNull() || BEYOND_US.contains(template)) {
            assertThatThrownBy(() -> chat.text(messages, false))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("the chat template gives no text: ");
        } else {
            assertThat(chat.text(messages, false))
                    .isEqualTo(expected.path("text").stringValue());
            assertThat(chat.text(messages.subList(0, messages.size() - 1), true))
                    .isEqualTo(expected.path("prompt").stringValue());
        }
    }

    @Test
    @DisplayName("what the assistant says counts, its closing token included")
    void answers() throws IOException {
        Document document = template(Files.readString(FOLDER.resolve("templates/chatml.jinja")))
                .render("7", JSON.readTree("""
                [{"role": "user", "content": "1 + 1"}, {"role": "assistant", "content": "2"}, {"role": "user", "content": "+ 1"}, {"role": "assistant", "content": "3"}]"""));
        assertThat(document.id()).isEqualTo("7");
        assertThat(document.answers().stream().map(span -> document.text().substring(span.begin(), span.end())))
                .containsExactly("2<|im_end|>\n", "3<|im_end|>\n");
    }

    @Test
    @DisplayName("what a template refuses, and what has no answer in it, is refused with the reason")
    void refusals() {
        JsonNode talk = JSON.readTree(
                "[{\"role\": \"user\", \"content\": \"a\"}, {\"role\": \"assistant\", \"content\": \"b\"}]");
        assertThatThrownBy(() -> template("{{ raise_exception('only poems') }}").render("0", talk))
                .hasMessage("the chat template gives no text: only poems");
        assertThatThrownBy(() -> template("{{ messages[0] }}").render("0", talk))
                .hasMessage(
                        "the chat template gives no text: the chat template prints a message as Python would show it");
        assertThatThrownBy(() -> template("{{ messages[0].content.zfill(3) }}").render("0", talk))
                .hasMessageContaining("str.zfill with 1 arguments is not known");
        assertThatThrownBy(() -> template("{{ messages | length }}").render("0", talk))
                .hasMessage(
                        "the chat template changes earlier messages as a conversation goes on, so message 1 has no place of its own");
        assertThatThrownBy(() -> template("a").render("0", JSON.readTree("[{\"role\": \"user\", \"content\": \"a\"}]")))
                .hasMessage("no message is the assistant's, so nothing of the conversation counts");
        assertThatThrownBy(() -> template("a").render("0", JSON.readTree("[{\"content\": \"a\"}]")))
                .hasMessage("a message has a role and a content");
    }

    @Test
    @DisplayName("a folder's template is its own file or stands in tokenizer_config.json")
    void folder(@TempDir Path folder) throws IOException {
        assertThat(ChatTemplates.of(folder)).isSameAs(Conversation.NONE);
        Files.writeString(folder.resolve("tokenizer_config.json"), """
                {"eos_token": {"content": "</s>"}, "chat_template": [{"name": "default", "template": "{% for m in messages %}{{ m.content + eos_token }}{% endfor %}"}]}""");
        JsonNode talk = JSON.readTree("[{\"role\": \"assistant\", \"content\": \"b\"}]");
        assertThat(ChatTemplates.of(folder).render("0", talk).text()).isEqualTo("b</s>");
        Files.writeString(folder.resolve("chat_template.jinja"), "{% for m in messages %}{{ m.content }}{% endfor %}");
        assertThat(ChatTemplates.of(folder).render("0", talk).text()).isEqualTo("b");
    }

    private static ChatTemplate template(String source) {
        return new ChatTemplate(source, Map.of("bos_token", "<s>", "eos_token", "</s>"));
    }
}
