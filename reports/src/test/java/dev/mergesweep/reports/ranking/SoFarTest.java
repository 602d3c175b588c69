package dev.mergesweep.reports.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mergesweep.merger.yaml.InputException;
import dev.mergesweep.reports.SmallRun;
import dev.mergesweep.sweep.store.StoredDocument;
import dev.mergesweep.sweep.store.StoredRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ranking of a run that goes on. */
class SoFarTest {
    @TempDir
    private Path folder;

    private SmallRun run;

    @BeforeEach
    void begin() throws IOException {
        run = SmallRun.begin(folder);
    }

    private Ranking rank() throws IOException {
        return StoredContest.of(StoredRun.read(folder), List.of()).rank(MadeScores.SMALL);
    }

    private static boolean before(StoredDocument document, int id) {
        return document.split().equals("search") && Integer.parseInt(document.id()) < id;
    }

    @Test
    @DisplayName("is over the documents that all have: whose turn has not come has not failed")
    void inTheMiddleOfABlock() throws IOException {
        run.score((candidate, document) -> before(document, candidate.equals("aaaaaaaaaaaa") ? 5 : 8));

        Ranking ranking = rank();

        assertThat(ranking.failed()).isEmpty();
        assertThat(ranking.rows()).hasSize(4);
        assertThat(ranking.sample().domains())
                .extracting(Sample.DomainSample::documents)
                .containsExactly(3, 3);
        assertThat(ranking.warnings().getFirst())
                .isEqualTo("the run is not finished: this is how it stands on the documents that all in it were scored"
                        + " on so far");
    }

    @Test
    @DisplayName("leaves out who came late and would hold up the others")
    void late() throws IOException {
        run.score((candidate, document) -> before(document, candidate.equals("aaaaaaaaaaaa") ? 2 : 12));

        Ranking ranking = rank();

        assertThat(ranking.rows()).hasSize(3);
        assertThat(ranking.sample().domains().getFirst().documents()).isEqualTo(8);
        assertThat(ranking.unranked()).singleElement().satisfies(unranked -> {
            assertThat(unranked.candidate()).isEqualTo("aaaaaaaaaaaa");
            assertThat(unranked.why()).isEqualTo("not scored yet");
        });
    }

    @Test
    @DisplayName("quotes the split kept apart only once it is complete")
    void confirm() throws IOException {
        run.score((_, document) ->
                document.split().equals("search") || document.id().equals("0"));
        assertThat(rank().sample().split()).isEqualTo("all");
        assertThat(rank().sample().domains().getFirst().documents()).isEqualTo(8);

        run.score((_, _) -> true);
        assertThat(rank().sample().split()).isEqualTo("confirm");

        run.finish();
        assertThat(rank().warnings()).noneMatch(warning -> warning.contains("not finished"));
    }

    @Test
    @DisplayName(
            "is refused before the first score, and while a domain has fewer than two documents, with what goes on")
    void tooEarly() throws IOException {
        String advice = "Go on with: mergesweep run /x/experiment.yaml --run " + folder;
        assertThatThrownBy(this::rank)
                .isInstanceOf(InputException.class)
                .hasMessage(folder + ": there is no score yet. " + advice);

        run.score((_, document) -> before(document, 12) && document.domain().equals("stories"));
        assertThatThrownBy(this::rank)
                .isInstanceOf(InputException.class)
                .hasMessage(folder + ": too little is scored yet: a ranking needs two documents of every domain. "
                        + advice);

        run.score((_, document) -> before(document, 3));
        assertThat(rank().rows()).hasSize(4);
    }
}
