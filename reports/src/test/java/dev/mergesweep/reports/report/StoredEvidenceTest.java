package dev.mergesweep.reports.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mergesweep.reports.SmallRun;
import dev.mergesweep.reports.format.Format;
import dev.mergesweep.reports.format.ReportFiles;
import dev.mergesweep.sweep.store.RunHead;
import dev.mergesweep.sweep.store.StoredRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A report from a real store. */
class StoredEvidenceTest {
    @TempDir
    private Path folder;

    private Evidence evidence;

    @BeforeEach
    void store() throws IOException {
        SmallRun.begin(folder).finish();
        evidence = StoredEvidence.of(StoredRun.read(folder), List.of("A warning from outside."));
    }

    @Test
    @DisplayName("quotes the split kept apart, and draws its curves from the one searched")
    void twoSplits() {
        assertThat(evidence.ranking().decision().winner()).isEqualTo("bbbbbbbbbbbb");
        assertThat(evidence.ranking().sample().split()).isEqualTo("confirm");
        assertThat(evidence.search().ranking().sample().split()).isEqualTo("search");
        assertThat(evidence.ranking().warnings()).contains("A warning from outside.");
    }

    @Test
    @DisplayName("carries the winner's recipe, every t that is one, and where the figures come from")
    void carriesWhatIsKnown() {
        assertThat(evidence.recipe()).isEqualTo("merge_method: slerp\n");
        assertThat(evidence.schedules()).hasSize(4).first().satisfies(schedule -> {
            assertThat(schedule.candidate()).isEqualTo("bbbbbbbbbbbb");
            assertThat(schedule.tensors()).containsExactly(new Evidence.TensorFigure(SmallRun.TENSOR, 0.5));
        });
        assertThat(evidence.provenance())
                .contains(
                        new Block.Fact("parent-0", "models/a, SHA-256 parent-0" + "0".repeat(56)),
                        new Block.Fact("compute", "float32 on cpu"),
                        new Block.Fact("merge arithmetic", "exact"),
                        new Block.Fact("protocol", "documents, context 512"),
                        new Block.Fact("texts of stories", "4 confirm, 8 search"))
                .noneMatch(fact -> fact.name().equals("scores"));
    }

    @Test
    @DisplayName("names the device that auto chose, from the kernels that scores depend on")
    void chosenDevice() {
        assertThat(StoredEvidence.device(head("auto", "pytorch 2.7.1, cpu avx512, float32, llama")))
                .isEqualTo("cpu (auto)");
        assertThat(StoredEvidence.device(head("auto", "pytorch 2.7.1, gpu, bfloat16, llama")))
                .isEqualTo("gpu (auto)");
        assertThat(StoredEvidence.device(head("gpu:1", "pytorch 2.7.1, gpu, bfloat16, llama")))
                .isEqualTo("gpu:1");
        assertThat(StoredEvidence.device(head("auto", "of another program"))).isEqualTo("auto");
    }

    private static RunHead head(String device, String kernels) {
        return new RunHead(
                "small",
                new RunHead.RankRule("mean-log-perplexity", "best-parent", 5, Map.of(), Map.of()),
                "scores 1\ntokenizer 12\nkernels " + kernels + "\n",
                List.of(),
                new RunHead.Sharing(1, 1, 1, 1),
                List.of(),
                new RunHead.Origin("/x/experiment.yaml", "float32", device, "exact", false));
    }

    @Test
    @DisplayName("a report written twice is the same in every byte")
    void sameBytes() throws IOException {
        StoredRun run = StoredRun.read(folder);
        Path first = folder.resolve("first");
        Path second = folder.resolve("second");
        List<Path> files = ReportFiles.write(run, List.of(), EnumSet.allOf(Format.class), first);
        ReportFiles.write(run, List.of(), EnumSet.allOf(Format.class), second);
        assertThat(files).hasSizeGreaterThan(Format.values().length);
        for (Path file : files) {
            assertThat(second.resolve(first.relativize(file))).hasSameBinaryContentAs(file);
        }
        assertThat(first.resolve("best/recipe.yaml")).hasContent("merge_method: slerp\n");
    }

    @Test
    @DisplayName("charts of an earlier report go, drawings of others stay")
    void noOldCharts() throws IOException {
        StoredRun run = StoredRun.read(folder);
        ReportFiles.write(run, List.of(), EnumSet.of(Format.SVG), folder);
        Path charts = folder.resolve("charts");
        Files.copy(charts.resolve("ranking.svg"), charts.resolve("race-of-last-week.svg"));
        Files.writeString(charts.resolve("mine.svg"), "<svg/>");

        List<Path> files = ReportFiles.write(run, List.of(), EnumSet.of(Format.SVG), folder);

        try (Stream<Path> there = Files.list(charts)) {
            assertThat(there)
                    .containsExactlyInAnyOrderElementsOf(
                            Stream.concat(files.stream(), Stream.of(charts.resolve("mine.svg")))
                                    .toList());
        }
    }
}
