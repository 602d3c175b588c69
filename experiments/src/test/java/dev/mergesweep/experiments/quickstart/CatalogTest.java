package dev.mergesweep.experiments.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mergesweep.sweep.Experiment;
import dev.mergesweep.sweep.RunOptions;
import dev.mergesweep.sweep.Sweep;
import dev.mergesweep.sweep.SweepPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every ready experiment runs as it stands on the quickstart's parents. */
class CatalogTest {
    private static final Path CATALOG = Path.of("catalog");
    private static final int BASELINES = 3;

    /** Counted by hand: points of the space, and those left where equal ones and baselines fall together. */
    @ParameterizedTest
    @CsvSource({
        "quickstart/experiment.yaml, 36, 35",
        "catalog/uniform-t.yaml, 11, 8",
        "catalog/classic-gradients.yaml, 25, 24",
        "catalog/attention-mlp-grid.yaml, 25, 24",
        "catalog/attention-halves.yaml, 25, 24",
        "catalog/one-filter-at-a-time.yaml, 28, 28",
        "catalog/one-layer-at-a-time.yaml, 12, 12",
        "catalog/gradient-shapes.yaml, 40, 36",
        "catalog/embeddings-and-norms.yaml, 15, 14",
        "catalog/learned-t.yaml, 1, 0"
    })
    @DisplayName("is planned: candidates, baselines, and enough documents on both sides of the split to say something")
    void planned(String file, long points, long distinct) {
        SweepPlan plan = Sweep.open(Experiment.read(Path.of(file)), RunOptions.defaults())
                .plan();
        assertThat(plan.count().points()).isEqualTo(points);
        assertThat(plan.count().distinct()).isEqualTo(distinct);
        assertThat(plan.baselines()).hasSize(BASELINES);
        assertThat(plan.texts())
                .hasSize(4)
                .allSatisfy(side -> assertThat(side.documents()).isGreaterThanOrEqualTo(30));
        assertThat(plan.warnings()).isEmpty();
    }

    @Test
    @DisplayName("says at its top what it is for, is named like its file, and is planned by the test above")
    void explained() throws IOException {
        try (Stream<Path> files = Files.list(CATALOG)) {
            List<Path> experiments = files.toList();
            assertThat(experiments).hasSize(9).allSatisfy(file -> {
                assertThat(Files.readAllLines(file).getFirst()).startsWith("# ");
                assertThat(Experiment.read(file).name() + ".yaml").isEqualTo(String.valueOf(file.getFileName()));
            });
        }
    }
}
