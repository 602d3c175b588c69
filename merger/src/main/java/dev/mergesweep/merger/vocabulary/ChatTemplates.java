package dev.mergesweep.merger.vocabulary;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@code chat_template} in a recipe may say: {@code auto}, a name, or the template itself. */
public final class ChatTemplates {
    /** The most frequent template of the models. */
    public static final String AUTO = "auto";

    /** mergekit takes shorter texts for misspelt names. */
    private static final int SHORTEST_LITERAL = 20;

    private static final Map<String, String> NAMED =
            Map.of("chatml", """
            {% for message in messages %}{{'<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>' + '\\n'}}{% endfor %}
            {% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}
            """, "alpaca", """
            {%- for message in messages -%}
            {%- if message['role'] == 'system' -%}{{ message['content'] + '\\n\\n' }}
            {%- elif message['role'] == 'user' -%}{{ '### Instruction:\\n' + message['content'] + '\\n\\n' }}
            {%- elif message['role'] == 'assistant' -%}{{ '### Response:\\n' + message['content'] + eos_token + '\\n\\n' }}
            {%- endif -%}
            {%- endfor -%}
            {%- if add_generation_prompt -%}{{ '### Response:\\n' }}{%- endif -%}
            """, "exaone", """
            {%- for message in messages -%}
            {%- if loop.first and message['role'] != 'system' -%}{{ '[|system|][|endofturn|]\\n' }}{%- endif -%}
            {{ '[|' + message['role'] + '|]' + message['content'] }}
            {%- if message['role'] == 'user' -%}{{ '\\n' }}{%- else -%}{{ '[|endofturn|]\\n' }}{%- endif -%}
            {%- endfor -%}
            {%- if add_generation_prompt -%}{{ '[|assistant|]' }}{%- endif -%}
            """, "llama3", """
            {{- bos_token -}}
            {%- for message in messages -%}
            {{ '<|start_header_id|>' + message['role'] + '<|end_header_id|>\\n\\n' + message['content'] | trim + '<|eot_id|>' }}
            {%- endfor -%}
            {%- if add_generation_prompt -%}{{ '<|start_header_id|>assistant<|end_header_id|>\\n\\n' }}{%- endif -%}
            """, "mistral", """
            {{- bos_token -}}
            {%- for message in messages -%}
            {%- if message['role'] == 'assistant' -%}{{ ' ' + message['content'] + eos_token }}
            {%- else -%}{{ '[INST] ' + message['content'] + ' [/INST]' }}
            {%- endif -%}
            {%- endfor -%}
            """);

    private ChatTemplates() {}

    /** The names that can stand in a recipe, in alphabetical order. */
    public static List<String> names() {
        return NAMED.keySet().stream().sorted().toList();
    }

    /** The template that a recipe's text means, {@link #AUTO} aside; empty where it means none. */
    public static Optional<String> named(String text) {
        boolean literal = text.length() >= SHORTEST_LITERAL && text.contains("{");
        return literal ? Optional.of(text) : Optional.ofNullable(NAMED.get(text));
    }

    /** The template that most of the folders have; of equally frequent ones, the one met first. */
    public static Optional<String> mostFrequent(Collection<Path> folders) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        folders.forEach(folder -> of(folder).ifPresent(template -> counts.merge(template, 1, Integer::sum)));
        return counts.entrySet().stream()
                .reduce((best, next) -> next.getValue() > best.getValue() ? next : best)
                .map(Map.Entry::getKey);
    }

    /** A model's own template, from the newest of the three places where it may lie. */
    static Optional<String> of(Path folder) {
        Path file = folder.resolve("chat_template.jinja");
        if (Files.isRegularFile(file)) {
            try {
                return Optional.of(Files.readString(file));
            } catch (IOException e) {
                return Optional.empty();
            }
        }
        return inJson(folder.resolve("tokenizer_config.json")).or(() -> inJson(folder.resolve("chat_template.json")));
    }

    private static Optional<String> inJson(Path file) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            JsonNode template = JsonMapper.shared().readTree(file.toFile()).path("chat_template");
            return template.isString() ? Optional.of(template.asString()) : Optional.empty();
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }
}
