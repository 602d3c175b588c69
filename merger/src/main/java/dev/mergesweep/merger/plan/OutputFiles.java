package dev.mergesweep.merger.plan;

import dev.mergesweep.merger.recipe.ChatTemplate;
import dev.mergesweep.merger.recipe.Recipe;
import dev.mergesweep.merger.vocabulary.ChatTemplates;
import dev.mergesweep.merger.yaml.InputException;
import dev.mergesweep.merger.yaml.Place;
import dev.mergesweep.merger.yaml.Problems;
import dev.mergesweep.merger.yaml.Strictness;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Which files go with the weights: those of the tokenizer, of its chat template, and of generation. */
final class OutputFiles {
    private static final String TOKENIZER = "tokenizer.json";
    private static final String TOKENIZER_CONFIG = "tokenizer_config.json";
    private static final String CHAT_TEMPLATE = "chat_template.jinja";
    private static final String GENERATION = "generation_config.json";

    /** Hold the vocabulary; made anew where it changes. */
    private static final List<String> VOCABULARY = List.of(
            TOKENIZER, "tokenizer.model", "added_tokens.json", "merges.txt", "vocab.json", "vocab.txt", "spiece.model");

    /** Say how the tokenizer is used. */
    private static final List<String> USE = List.of(TOKENIZER_CONFIG, "special_tokens_map.json");

    private static final List<String> CHAT = List.of(CHAT_TEMPLATE, "chat_template.json");
    private static final List<String> MORE =
            List.of(GENERATION, "video_preprocessor_config.json", "preprocessor_config.json", "processor_config.json");

    private final Recipe recipe;
    private final List<Parent> parents;
    private final Problems problems;
    private final Strictness strictness;

    OutputFiles(Recipe recipe, List<Parent> parents, Problems problems, Strictness strictness) {
        this.recipe = recipe;
        this.parents = parents;
        this.problems = problems;
        this.strictness = strictness;
    }

    /** @param tokenizer null where the base's is copied */
    List<OutputFile> list(@Nullable TokenizerPlan tokenizer) {
        Path folder = parents.get(tokenizer == null ? 0 : tokenizer.donor()).folder();
        ChatTemplate wanted = recipe.chatTemplate();
        Optional<String> template = wanted == null ? Optional.empty() : template(wanted, tokenizer != null);
        if (tokenizer == null && wanted == null) {
            return copies(folder);
        }
        boolean unusable =
                wanted != null && template.isEmpty() && !wanted.text().equals(ChatTemplates.AUTO);
        return unusable ? List.of() : made(folder, tokenizer, template);
    }

    private List<OutputFile> copies(Path folder) {
        List<OutputFile> files = new ArrayList<>();
        VOCABULARY.forEach(name -> copy(folder, name, files));
        if (files.isEmpty()) {
            problems.warning(
                    Place.of(folder.toString()),
                    "",
                    "there are no tokenizer files to copy",
                    "Copy them from elsewhere");
        }
        USE.forEach(name -> copy(folder, name, files));
        CHAT.forEach(name -> copy(folder, name, files));
        MORE.forEach(name -> copy(folder, name, files));
        return files;
    }

    private static void copy(Path folder, String name, List<OutputFile> files) {
        Path file = folder.resolve(name);
        if (Files.isRegularFile(file)) {
            files.add(new OutputFile.Copied(name, file));
        }
    }

    private List<OutputFile> made(Path folder, @Nullable TokenizerPlan tokenizer, Optional<String> template) {
        List<OutputFile> files = new ArrayList<>();
        if (tokenizer == null) {
            VOCABULARY.forEach(name -> copy(folder, name, files));
            copy(folder, "special_tokens_map.json", files);
        } else {
            files.add(new OutputFile.Written(
                    TOKENIZER, pretty(tokenizer.tokenizer().json())));
            copy(folder, "special_tokens_map.json", files);
        }
        tokenizerConfig(folder, tokenizer, template).ifPresent(files::add);
        if (template.isPresent()) {
            files.add(new OutputFile.Written(CHAT_TEMPLATE, template.get()));
        } else {
            CHAT.forEach(name -> copy(folder, name, files));
        }
        warnOfGeneration(folder);
        return files;
    }

    private void warnOfGeneration(Path folder) {
        if (Files.exists(folder.resolve(GENERATION))) {
            problems.warning(
                    recipe.place(),
                    "",
                    GENERATION
                            + " is not copied, as in mergekit, where the recipe makes a tokenizer or a chat template",
                    "Copy it if the ids in it still hold");
        }
    }

    private Optional<OutputFile> tokenizerConfig(
            Path folder, @Nullable TokenizerPlan tokenizer, Optional<String> template) {
        Path file = folder.resolve(TOKENIZER_CONFIG);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        ObjectNode config = read(file);
        ObjectNode described =
                tokenizer == null ? config : tokenizer.tokenizer().describe(config);
        if (described.has("chat_template") && template.isPresent()) {
            described.put("chat_template", template.get());
        }
        return Optional.of(new OutputFile.Written(TOKENIZER_CONFIG, pretty(described)));
    }

    private static ObjectNode read(Path file) {
        try {
            JsonNode node = JsonMapper.shared().readTree(file.toFile());
            if (node instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException e) {
            throw new InputException(Place.of(file.toString()), "this is no JSON: " + e.getOriginalMessage(), "");
        }
        throw new InputException(Place.of(file.toString()), "this is no JSON object", "");
    }

    private static String pretty(ObjectNode json) {
        return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n";
    }

    /** A name that means nothing costs mergekit the tokenizer files, or, with a tokenizer to make, the merge. */
    private Optional<String> template(ChatTemplate wanted, boolean makesTokenizer) {
        if (wanted.text().equals(ChatTemplates.AUTO)) {
            Optional<String> found = ChatTemplates.mostFrequent(
                    parents.stream().map(Parent::folder).toList());
            if (found.isEmpty()) {
                problems.warning(wanted.place(), "chat_template", "none of the models has a chat template", "");
            }
            return found;
        }
        Optional<String> template = ChatTemplates.named(wanted.text());
        if (template.isEmpty()) {
            report(wanted, makesTokenizer);
        }
        return template;
    }

    private void report(ChatTemplate wanted, boolean makesTokenizer) {
        String what = "\"%s\" is neither a template nor the name of one".formatted(wanted.text());
        String advice = "Use auto, %s, or a Jinja text".formatted(String.join(", ", ChatTemplates.names()));
        if (strictness == Strictness.STRICT || makesTokenizer) {
            problems.error(wanted.place(), "chat_template", what, advice);
        } else {
            problems.warning(wanted.place(), "chat_template", what + "; no tokenizer files are written", advice);
        }
    }
}
