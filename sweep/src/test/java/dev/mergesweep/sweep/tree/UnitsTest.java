package dev.mergesweep.sweep.tree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mergesweep.evaluator.Pack;
import dev.mergesweep.evaluator.corpus.Split;
import dev.mergesweep.evaluator.protocol.Bos;
import dev.mergesweep.evaluator.protocol.Preparation;
import dev.mergesweep.evaluator.protocol.Protocol;
import dev.mergesweep.sweep.tree.Units.Unit;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class UnitsTest {

    @Test
    @DisplayName("every document stands whole in one unit, in packs that hold it")
    void whole() {
        List<long[]> documents = documents(300, 4000);
        List<Unit> units = units(2048, documents);
        assertThat(units.stream().flatMap(unit -> unit.documents().stream()))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 300).boxed().toList());
        for (Unit unit : units) {
            List<Pack.Window> windows = unit.packs().stream()
                    .flatMap(pack -> pack.windows().stream())
                    .toList();
            assertThat(unit.packs())
                    .allSatisfy(pack -> assertThat(ids(pack.windows())).isLessThanOrEqualTo(pack.length()));
            assertThat(unit.documents())
                    .allSatisfy(document -> assertThat(ids(windows.stream()
                                    .filter(window -> window.document() == document)
                                    .toList()))
                            .isEqualTo(documents.get(document).length));
        }
    }

    @Test
    @DisplayName("a document keeps the length of its packs")
    void lengths() {
        List<long[]> documents = documents(100, 2048);
        for (Unit unit : units(2048, documents)) {
            assertThat(unit.packs())
                    .allSatisfy(pack -> assertThat(pack.windows())
                            .allSatisfy(window ->
                                    assertThat(pack.length()).isEqualTo(window.ids().length <= 512 ? 1024 : 2048)));
        }
    }

    /** A new unit for each document that does not fit into the last one would leave a sixth of the positions empty. */
    @Test
    @DisplayName("what does not fit into the last unit goes into the first of the last few where it does")
    void fills() {
        List<long[]> documents = documents(300, 512);
        List<Unit> units = units(512, documents);
        assertThat(Units.positions(units)).isEqualTo(1024 * Units.packs(units));
        double filled = documents.stream().mapToInt(ids -> ids.length).sum() / (double) Units.positions(units);
        assertThat(filled).isGreaterThan(0.9);
    }

    @Test
    @DisplayName("short documents fill the last pack of a long one")
    void behindLongOnes() {
        assertThat(units(512, List.of(ids(1200, 1), ids(800, 2))))
                .singleElement()
                .satisfies(unit -> assertThat(unit.packs()).hasSize(2));
    }

    @Test
    @DisplayName("no documents, no units")
    void none() {
        assertThat(units(512, List.of())).isEmpty();
        assertThat(Units.positions(List.of())).isZero();
    }

    private static List<Unit> units(int context, List<long[]> documents) {
        return Units.of(
                Preparation.prepareIds(new Protocol.Documents(context, context, Bos.NEVER), documents), Split.ALL);
    }

    private static List<long[]> documents(int count, int longest) {
        SplittableRandom random = new SplittableRandom(5);
        return IntStream.range(0, count)
                .mapToObj(i -> ids(random.nextInt(2, longest + 1), i))
                .toList();
    }

    private static long[] ids(int count, long id) {
        return Collections.nCopies(count, id).stream()
                .mapToLong(Long::longValue)
                .toArray();
    }

    private static int ids(List<Pack.Window> windows) {
        return windows.stream().mapToInt(window -> window.ids().length).sum();
    }
}
