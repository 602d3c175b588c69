package dev.mergesweep.evaluator.chat;

import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.JinjavaConfig;
import com.hubspot.jinjava.LegacyOverrides;
import com.hubspot.jinjava.el.JinjavaInterpreterResolver;
import com.hubspot.jinjava.interpret.RenderResult;
import com.hubspot.jinjava.interpret.TemplateError;
import com.hubspot.jinjava.lib.fn.ELFunctionDefinition;
import dev.mergesweep.evaluator.Document;
import dev.mergesweep.evaluator.Document.Span;
import dev.mergesweep.evaluator.corpus.Conversation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jinjava.javax.el.CompositeELResolver;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A checkpoint's chat template: Jinja, as transformers renders it. What is counted of a conversation is what each message of
 * the assistant adds to the text, its closing token included: that is what the checkpoint has to say by itself.
 */
public final class ChatTemplate implements Conversation {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<List<Map<String, Object>>> MESSAGES = new TypeReference<>() {};

    private final String source;
    private final Map<String, String> specialTokens;
    private final Jinjava jinjava;

    ChatTemplate(String source, Map<String, String> specialTokens) {
        this.source = source;
        this.specialTokens = Map.copyOf(specialTokens);
        this.jinjava = jinjava();
    }

    @Override
    public Document render(String id, JsonNode messages) {
        List<Map<String, Object>> talk = talk(messages);
        String text = text(talk, false);
        List<Span> answers = new ArrayList<>();
        for (int i = 0; i < talk.size(); i++) {
            if ("assistant".equals(talk.get(i).get("role"))) {
                answers.add(answer(talk, i, text));
            }
        }
        if (answers.isEmpty()) {
            throw new IllegalArgumentException("no message is the assistant's, so nothing of the conversation counts");
        }
        return new Document(id, text, answers);
    }

    /** The text of some messages; {@code prompt} ends it where the assistant's next message would begin. */
    String text(List<Map<String, Object>> messages, boolean prompt) {
        Map<String, Object> bindings = new HashMap<>(specialTokens);
        bindings.put("messages", messages);
        bindings.put("add_generation_prompt", prompt);
        RenderResult result = jinjava.renderForResult(source, bindings);
        if (result.hasErrors()) {
            throw new IllegalArgumentException("the chat template gives no text: "
                    + reason(result.getErrors().getFirst()));
        }
        return result.getOutput();
    }

    private static String reason(TemplateError error) {
        Throwable cause = error.getException();
        while (cause != null && cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = cause instanceof IllegalArgumentException ? cause.getMessage() : error.getMessage();
        return String.valueOf(message).lines().findFirst().orElse("");
    }

    private Span answer(List<Map<String, Object>> talk, int index, String text) {
        String before = text(talk.subList(0, index), true);
        String behind = text(talk.subList(0, index + 1), false);
        if (!behind.startsWith(before) || !text.startsWith(behind) || behind.length() == before.length()) {
            throw new IllegalArgumentException(
                    "the chat template changes earlier messages as a conversation goes on, so message %d has no place of its own"
                            .formatted(index));
        }
        return new Span(before.length(), behind.length());
    }

    static List<Map<String, Object>> talk(JsonNode messages) {
        for (JsonNode message : messages) {
            if (!message.path("role").isString() || !message.has("content")) {
                throw new IllegalArgumentException("a message has a role and a content");
            }
        }
        return JSON.convertValue(messages, MESSAGES).stream()
                .<Map<String, Object>>map(Message::new)
                .toList();
    }

    /** Settings of transformers' environment; what a message says is never a template itself. */
    private static Jinjava jinjava() {
        LegacyOverrides python = LegacyOverrides.newBuilder()
                .withEvaluateMapKeys(true)
                .withIterateOverMapKeys(true)
                .withUseNaturalOperatorPrecedence(true)
                .withParseWhitespaceControlStrictly(true)
                .withUseTrimmingForNotesAndExpressions(true)
                .build();
        CompositeELResolver resolver = new CompositeELResolver();
        resolver.add(new PythonStrings());
        resolver.add(JinjavaInterpreterResolver.DEFAULT_RESOLVER_READ_ONLY);
        Jinjava jinjava = new Jinjava(JinjavaConfig.newBuilder()
                .withElResolver(resolver)
                .withTrimBlocks(true)
                .withLstripBlocks(true)
                .withNestedInterpretationEnabled(false)
                .withLegacyOverrides(python)
                .build());
        jinjava.registerFilter(new TrimFilter());
        jinjava.registerFunction(
                new ELFunctionDefinition("", "raise_exception", ChatTemplate.class, "raise", String.class));
        return jinjava;
    }

    /** What templates call to refuse a conversation. */
    public static String raise(String message) {
        throw new IllegalArgumentException(message);
    }
}
