package dev.mergesweep.experiments.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mergesweep.evaluator.tokenizer.Tokenizer;
import dev.mergesweep.experiments.quickstart.Batches.Share;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class BatchesTest {
    private static final long BOS = 0;
    private static final long EOS = 1;

    @Test
    @DisplayName("rows go on where the last one ended, every text stands between BOS and EOS")
    void rows() throws IOException {
        List<Long> ids = ids(Sums.rich(), new Likeness(1), 100);
        assertThat(ids).hasSize(100 * 3 * 17).startsWith(BOS);
        for (int i = 1; i < ids.size(); i++) {
            assertThat(ids.get(i) == BOS).as("id %d", i).isEqualTo(ids.get(i - 1) == EOS);
        }
    }

    @Test
    @DisplayName("a text that nearly repeats a validation document is passed over")
    void passesOver() throws IOException {
        Likeness validation = new Likeness(0.4);
        validation.keep("Here is a sentence that must not be learned");
        Author author = random -> random.nextBoolean()
                ? "Here is a sentence that must not be learned"
                : "Anything else may be learned as often as one likes";
        Author other = _ -> "Anything else may be learned as often as one likes";
        assertThat(ids(author, new Likeness(1), 20)).isNotEqualTo(ids(other, validation, 20));
        assertThat(ids(author, validation, 20)).isEqualTo(ids(other, validation, 20));
    }

    private static List<Long> ids(Author author, Likeness validation, int batches) throws IOException {
        List<Long> ids = new ArrayList<>();
        try (Tokenizer tokenizer = Tokenizer.open(Path.of("quickstart/models/sums"))) {
            Batches rows = new Batches(tokenizer, List.of(new Share(author, 1)), validation, new long[3][17], 3);
            for (int i = 0; i < batches; i++) {
                for (long[] row : rows.get()) {
                    for (long id : row) {
                        ids.add(id);
                    }
                }
            }
        }
        return ids;
    }
}
