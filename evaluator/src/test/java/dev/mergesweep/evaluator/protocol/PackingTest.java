package dev.mergesweep.evaluator.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mergesweep.evaluator.Pack;
import dev.mergesweep.evaluator.corpus.Split;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PackingTest {

    @ParameterizedTest
    @CsvSource({
        "documents, 512, 512, 1024",
        "documents, 512, 40, 1024",
        "documents, 700, 40, 1400",
        "documents, 1000, 512, 1024",
        "documents, 1000, 513, 2000",
        "documents, 2048, 40, 1024",
        "documents, 2048, 600, 2048",
        "stream, 2048, 2048, 2048",
        "documents, 3000, 2999, 3000",
        "rolling, 512, 512, 1026",
        "rolling, 2048, 2048, 2049"
    })
    @DisplayName(
            "a pack holds whole windows, at least 1,024 positions; documents that need far less have packs of 1,024")
    void lengths(String name, int context, int ids, int length) {
        Protocol protocol = Protocol.of(name, context, 0, Bos.NEVER);
        assertThat(packs(protocol, List.of(new long[ids])))
                .extracting(Pack::length)
                .containsExactly(length);
    }

    @Test
    @DisplayName("64 documents of 40 ids fill three packs of 1,024")
    void shortDocuments() {
        assertThat(packs(new Protocol.Documents(512, 512, Bos.NEVER), Collections.nCopies(64, new long[40])))
                .extracting(pack -> pack.windows().size())
                .containsExactly(25, 25, 14);
    }

    @Test
    @DisplayName("the length of a document's packs does not depend on the other documents")
    void company() {
        Protocol protocol = new Protocol.Documents(2048, 2048, Bos.NEVER);
        SplittableRandom random = new SplittableRandom(3);
        List<long[]> documents = random.ints(200, 2, 5000).mapToObj(long[]::new).toList();
        List<Pack> together = packs(protocol, documents);
        for (int i = 0; i < documents.size(); i++) {
            int document = i;
            List<Pack> alone = packs(protocol, List.of(documents.get(i)));
            assertThat(together)
                    .filteredOn(pack -> pack.windows().stream().anyMatch(window -> window.document() == document))
                    .extracting(Pack::length)
                    .containsOnly(alone.getFirst().length());
        }
    }

    @Test
    @DisplayName("a document's windows stay in order, and no pack is overfull")
    void order() {
        List<long[]> documents = new ArrayList<>(
                IntStream.range(1, 150).mapToObj(i -> new long[20 * i]).toList());
        Collections.shuffle(documents, new Random(1));
        Map<Integer, Integer> seen = new HashMap<>();
        for (Pack pack : packs(new Protocol.Documents(512, 512, Bos.NEVER), documents)) {
            assertThat(pack.windows().stream()
                            .mapToInt(window -> window.ids().length)
                            .sum())
                    .isBetween(1, pack.length());
            for (Pack.Window window : pack.windows()) {
                int before = seen.merge(window.document(), window.ids().length, Integer::sum) - window.ids().length;
                assertThat(before % 512)
                        .as("only a document's last window is short")
                        .isZero();
            }
        }
        assertThat(seen).hasSize(documents.size());
        seen.forEach((document, ids) -> assertThat(ids).isEqualTo(documents.get(document).length));
    }

    private static List<Pack> packs(Protocol protocol, List<long[]> documents) {
        return Preparation.prepareIds(protocol, documents).packs(Split.ALL);
    }
}
