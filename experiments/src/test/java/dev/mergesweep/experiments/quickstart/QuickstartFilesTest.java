package dev.mergesweep.experiments.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mergesweep.evaluator.tokenizer.Tokenizer;
import dev.mergesweep.merger.Branch;
import dev.mergesweep.merger.Explanation;
import dev.mergesweep.merger.Merge;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The committed quickstart is what its maker makes; the trained weights apart, which take minutes. */
class QuickstartFilesTest {
    private static final Path QUICKSTART = Path.of("quickstart");

    @Test
    @DisplayName("the validation documents are the generators' own, byte for byte")
    void documents() {
        assertThat(new ValidationTexts().files())
                .containsOnlyKeys("stories", "sums")
                .allSatisfy((domain, lines) -> assertThat(QUICKSTART.resolve("data/" + domain + ".jsonl"))
                        .hasContent(lines));
    }

    @Test
    @DisplayName("configuration and tokenizer are made again, byte for byte, and are the same for both parents")
    void folders(@TempDir Path made) throws IOException {
        new ParentFolder(made, Make.vocabulary()).writeTexts(Make.SIZE);
        try (Stream<Path> files = Files.list(made)) {
            assertThat(files).hasSize(5).allSatisfy(file -> {
                for (String parent : List.of("stories", "sums")) {
                    assertThat(QUICKSTART.resolve("models").resolve(parent).resolve(file.getFileName()))
                            .hasSameBinaryContentAs(file);
                }
            });
        }
    }

    @Test
    @DisplayName("both parents together take less than 8 MB")
    void size() throws IOException {
        try (Stream<Path> files = Files.walk(QUICKSTART.resolve("models"))) {
            assertThat(files.mapToLong(file ->
                                    file.toFile().isFile() ? file.toFile().length() : 0)
                            .sum())
                    .isBetween(4_000_000L, 8_000_000L);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"stories", "sums"})
    @DisplayName("the tokenizer begins with BOS by itself, gives single digits and covers every letter")
    void tokenizer(String parent) throws IOException {
        try (Tokenizer tokenizer = Tokenizer.open(QUICKSTART.resolve("models").resolve(parent))) {
            assertThat(tokenizer.addsBos()).isTrue();
            assertThat(tokenizer.bos()).hasValue(0);
            assertThat(tokenizer.eos()).hasValue(1);
            assertThat(tokenizer.encode("1024").size()).isEqualTo(4);
            long[] ids =
                    tokenizer.encode("héé ☃").ids(0, tokenizer.encode("héé ☃").size());
            assertThat(LongStream.of(ids)).hasSizeGreaterThan(5).allMatch(id -> id > 1 && id < 1024);
        }
    }

    @Test
    @DisplayName("the ready recipe merges 43 tensors at an angle and the 13 collinear norms linearly, without a doubt")
    void recipe() {
        Merge merge = Merge.open(Merge.RecipeText.read(QUICKSTART.resolve("recipe.yaml")), Merge.Manner.DEFAULT);
        Map<Branch, Long> branches =
                merge.explain().stream().collect(Collectors.groupingBy(Explanation::branch, Collectors.counting()));
        assertThat(branches).containsExactlyInAnyOrderEntriesOf(Map.of(Branch.SLERP, 43L, Branch.LERP, 13L));
        assertThat(merge.explain()).noneMatch(Explanation::isDisputed);
    }
}
