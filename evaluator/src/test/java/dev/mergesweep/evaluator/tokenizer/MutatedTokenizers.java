package dev.mergesweep.evaluator.tokenizer;

import dev.mergesweep.merger.yaml.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** Opens tokenizers that chance has broken, in a process of its own: native code that gives up takes its process along. */
final class MutatedTokenizers {
    private static final List<String> TEXTS =
            List.of("", "a", "func main() {\n\treturn 1 + 22\n}", "naïve 😀 \u0000 <|bos|> ﷽", "aaaa ".repeat(300));

    private MutatedTokenizers() {}

    /** @param arguments folder to work in, first seed, number of seeds, files to break */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        long first = Long.parseLong(arguments[1]);
        for (long seed = first; seed < first + Long.parseLong(arguments[2]); seed++) {
            byte[] original = Files.readAllBytes(Path.of(arguments[3 + (int) (seed % (arguments.length - 3))]));
            Files.write(folder.resolve("tokenizer.json"), new Mutation(new Random(seed)).of(original));
            System.out.println(seed);
            System.out.println(outcome(folder));
        }
    }

    private static String outcome(Path folder) throws IOException {
        try (Tokenizer tokenizer = Tokenizer.open(folder)) {
            TEXTS.forEach(tokenizer::encodeWithAdded);
            TEXTS.forEach(tokenizer::encode);
            return "accepted";
        } catch (InputException e) {
            boolean named =
                    e.getMessage().startsWith(folder.resolve("tokenizer.json").toString());
            return (named ? "refused: " : "without the file's name: ")
                    + e.getMessage().replace('\n', ' ');
        } catch (RuntimeException e) {
            return "escaped: " + e;
        }
    }
}
