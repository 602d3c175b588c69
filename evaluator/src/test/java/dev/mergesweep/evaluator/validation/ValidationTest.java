package dev.mergesweep.evaluator.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mergesweep.evaluator.djl.Compute;
import dev.mergesweep.evaluator.validation.Finding.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A good checkpoint passes; a damaged one is refused for its damage and nothing else. */
final class ValidationTest {
    private static final Compute COMPUTE = new Compute(Compute.Type.FLOAT32, "cpu", 1);

    @TempDir
    private Path folder;

    @BeforeEach
    void copyGoodCheckpoint() throws IOException {
        for (String part : List.of("model", "tokenizer-bos")) {
            try (Stream<Path> files = Files.list(Damages.PROTOCOLS.resolve(part))) {
                for (Path file : files.toList()) {
                    Files.copy(file, folder.resolve(file.getFileName().toString()));
                }
            }
        }
    }

    @Test
    @DisplayName("a good checkpoint passes every check")
    void goodOnePasses() throws IOException {
        assertThat(Validation.of(folder.toString(), COMPUTE))
                .allSatisfy(finding ->
                        assertThat(finding.outcome()).as("%s", finding).isIn(Outcome.PASS, Outcome.SKIP));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("damages")
    @DisplayName("a damage is found, named, and nothing else is reported")
    void damageIsFound(Damage damage) throws IOException {
        damage.deed().accept(folder);

        List<Finding> reported = Validation.of(folder.toString(), COMPUTE).stream()
                .filter(finding -> finding.outcome() == Outcome.FAIL || finding.outcome() == Outcome.WARN)
                .toList();

        assertThat(reported).as("%s", reported).isNotEmpty().allSatisfy(finding -> {
            assertThat(finding.check()).isEqualTo(damage.check());
            assertThat(finding.outcome()).isEqualTo(damage.outcome());
        });
        assertThat(told(reported)).isEqualTo(expected(damage));
    }

    private String told(List<Finding> findings) {
        return findings.stream()
                .map(finding -> "  %s %s: %s%s\n"
                        .formatted(
                                finding.outcome(),
                                finding.check(),
                                finding.what(),
                                finding.advice().isEmpty() ? "" : ". " + finding.advice()))
                .collect(Collectors.joining())
                .replace(folder.toString(), "FOLDER");
    }

    /** What is told of a damage, word for word; a line each, below its name. */
    private static String expected(Damage damage) throws IOException {
        List<String> lines = Files.readAllLines(Path.of("src/test/resources/validation/damages.txt"));
        int name = lines.indexOf(damage.toString());
        assertThat(name).as("damages.txt has \"%s\"", damage).isNotNegative();
        return lines.stream()
                .skip(name + 1L)
                .takeWhile(line -> line.startsWith("  "))
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }

    static Stream<Arguments> damages() {
        return Damages.all().map(Arguments::of);
    }

    /** So that a mistake in this table shows. A continuation is only ever doubted, texts are another test's. */
    @Test
    @DisplayName("every check that refuses a checkpoint has a damage here")
    void everyCheckHasDamage() {
        Map<Check, Long> counts = damages()
                .map(arguments -> (Damage) arguments.get()[0])
                .collect(Collectors.groupingBy(Damage::check, Collectors.counting()));
        assertThat(counts.keySet())
                .containsExactlyInAnyOrder(
                        Check.FILES,
                        Check.VOCABULARY,
                        Check.TIED_WEIGHTS,
                        Check.TENSORS,
                        Check.TYPES,
                        Check.VALUES,
                        Check.TOKENIZER,
                        Check.SPECIAL_TOKENS,
                        Check.PROVENANCE,
                        Check.PARENTS,
                        Check.FORWARD);
    }
}
