package dev.mergesweep.merger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mergesweep.merger.Merge.Manner;
import dev.mergesweep.merger.Merge.RecipeText;
import dev.mergesweep.merger.yaml.InputException;
import dev.mergesweep.merger.yaml.Strictness;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Recipes of the merge cases with random damage. {@code -Dfuzz.recipes=20000} for a long run. */
class RecipeFuzzTest {
    private static final int COUNT = Integer.getInteger("fuzz.recipes", 1_000);
    private static final Duration LIMIT = Duration.ofSeconds(1);

    private static final List<String> PIECES = List.of(
            "*a",
            "&a ",
            "<<: ",
            "[",
            "]",
            "{",
            "}",
            "- ",
            ": ",
            "\n",
            "  ",
            "\"",
            "'",
            "!!float ",
            "!!python/object:os.system ",
            "null",
            ".nan",
            "-.inf",
            "1e999",
            "99999999999999999999",
            "010",
            "1:18",
            "~",
            "\t",
            "\u0000",
            "\uD83D\uDE00",
            "%YAML 1.1\n",
            "---\n",
            "...\n",
            "|\n",
            ">\n",
            "?",
            "layer_range: [0, 2000000000]",
            "layer_range: [-1, 3]",
            "t: []",
            "filter: [1]",
            "model: {}",
            "tokenizer: {tokens: {a: {source: {kind: zero}}}}",
            "chat_template: x",
            "dtype: int64",
            "pad_to_multiple_of: 3");

    @Test
    @DisplayName(
            "a damaged recipe is accepted, or refused with a message that names its file or a model, within a second of processor time")
    void acceptedOrRefused() {
        Random random = new Random(20_261_123);
        List<MergeCase> cases = MergeCase.all().toList();
        cases.subList(0, 10)
                .forEach(merge ->
                        outcome(new RecipeText("recipe.yaml", merge.recipe(), merge.folder()), Strictness.LENIENT));
        for (int i = 0; i < COUNT; i++) {
            MergeCase merge = cases.get(random.nextInt(cases.size()));
            String text = damaged(merge.recipe(), random);
            Strictness strictness = random.nextBoolean() ? Strictness.STRICT : Strictness.LENIENT;
            long begun = processorNanos();
            String outcome = outcome(new RecipeText("recipe.yaml", text, merge.folder()), strictness);
            Duration taken = Duration.ofNanos(processorNanos() - begun);
            assertThat(outcome)
                    .as("recipe %d of %s:%n%s", i, merge, text)
                    .matches("(?s)accepted|recipe\\.yaml.*|.*parents.*");
            assertThat(taken).as("recipe %d of %s:%n%s", i, merge, text).isLessThan(LIMIT);
        }
    }

    /** Of this thread, so that a busy machine fails no test. */
    private static long processorNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static String outcome(RecipeText recipe, Strictness strictness) {
        try {
            Merge.open(recipe, new Manner(Numerics.EXACT, strictness));
            return "accepted";
        } catch (InputException e) {
            return e.getMessage();
        } catch (RuntimeException | StackOverflowError e) {
            throw new AssertionError("%s for%n%s".formatted(e, recipe.text()), e);
        }
    }

    private static String damaged(String recipe, Random random) {
        StringBuilder text = new StringBuilder(recipe);
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            damage(text, random);
        }
        return text.toString();
    }

    private static void damage(StringBuilder text, Random random) {
        int at = random.nextInt(text.length() + 1);
        int end = Math.min(text.length(), at + 1 + random.nextInt(12));
        switch (random.nextInt(6)) {
            case 0 -> text.delete(at, end);
            case 1 -> text.insert(at, PIECES.get(random.nextInt(PIECES.size())));
            case 2 -> text.replace(at, end, PIECES.get(random.nextInt(PIECES.size())));
            case 3 -> text.insert(random.nextInt(text.length() + 1), text.substring(at, end));
            case 4 -> text.insert(at, (char) random.nextInt(0x250));
            default -> swapLines(text, random);
        }
    }

    private static void swapLines(StringBuilder text, Random random) {
        List<String> lines = new ArrayList<>(text.toString().lines().toList());
        if (lines.size() > 1) {
            Collections.swap(lines, random.nextInt(lines.size()), random.nextInt(lines.size()));
            text.replace(0, text.length(), String.join("\n", lines) + "\n");
        }
    }
}
