package dev.mergesweep.merger;

import com.sun.management.ThreadMXBean;
import dev.mergesweep.merger.Merge.Manner;
import dev.mergesweep.merger.Merge.RecipeText;
import dev.mergesweep.merger.fuzz.Hourglass;
import dev.mergesweep.merger.yaml.InputException;
import dev.mergesweep.merger.yaml.Strictness;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Opens recipes of the merge cases with random damage until one is treated wrongly; the program that {@link RecipeFuzzTest} starts, so that a crash of
 * the JVM is a failed test. Arguments: seed, number of recipes.
 */
final class FuzzedRecipes {
    /** Reading the parents' headers and tokenizers takes most; a text of a few kilobytes that asked for gigabytes would take more. */
    private static final long MOST_BYTES = 64 << 20;

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

    private final Hourglass hourglass = Hourglass.overThisThread();
    private final List<MergeCase> cases = MergeCase.all().toList();
    private final Random random;
    private int accepted;
    private long mostBytes;

    private FuzzedRecipes(long seed) {
        this.random = new Random(seed);
    }

    public static void main(String[] arguments) {
        FuzzedRecipes fuzz = new FuzzedRecipes(Long.parseLong(arguments[0]));
        int count = Integer.parseInt(arguments[1]);
        for (int i = 0; i < count; i++) {
            fuzz.one();
        }
        System.out.printf("%d recipes, %d accepted, at most %d bytes%n", count, fuzz.accepted, fuzz.mostBytes);
    }

    private void one() {
        MergeCase merge = cases.get(random.nextInt(cases.size()));
        String text = damaged(merge.recipe(), random);
        Strictness strictness = random.nextBoolean() ? Strictness.STRICT : Strictness.LENIENT;
        hourglass.turn(text);
        long before = allocated();
        String outcome = outcome(new RecipeText("recipe.yaml", text, merge.folder()), strictness);
        long bytes = allocated() - before;
        check(outcome.matches("(?s)accepted|recipe\\.yaml.*|.*parents.*"), outcome, text);
        check(bytes <= MOST_BYTES, "allocated " + bytes, text);
        accepted += outcome.equals("accepted") ? 1 : 0;
        mostBytes = Math.max(mostBytes, bytes);
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
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

    private static void check(boolean fine, String what, String text) {
        if (!fine) {
            throw new AssertionError("%s:%n%s".formatted(what, text));
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
