package dev.mergesweep.sweep.tree;

import dev.mergesweep.sweep.tree.Units.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;

/** Cuts units into blocks such that whoever needs one unit of a block needs all of it, so nothing is scored twice. */
public final class Needs {

    /**
     * Units that are run together.
     *
     * @param candidates numbers of those to be scored on them
     */
    public record Block(List<Unit> units, List<Integer> candidates) {
        public Block {
            units = List.copyOf(units);
            candidates = List.copyOf(candidates);
        }

        public long packs() {
            return Units.packs(units);
        }
    }

    private Needs() {}

    /**
     * @param lacks whether a candidate has no score yet on some document of a unit
     * @param largest positions of a block, at least one unit whatever its size
     */
    public static List<Block> blocks(
            List<Unit> units, List<Integer> candidates, BiPredicate<Integer, Unit> lacks, int largest) {
        List<Block> blocks = new ArrayList<>();
        for (Unit unit : units) {
            List<Integer> needing = candidates.stream()
                    .filter(candidate -> lacks.test(candidate, unit))
                    .toList();
            if (needing.isEmpty()) {
                continue;
            }
            Block last = blocks.isEmpty() ? null : blocks.getLast();
            if (last != null
                    && last.candidates().equals(needing)
                    && Units.positions(last.units()) + Units.positions(List.of(unit)) <= largest) {
                List<Unit> more = new ArrayList<>(last.units());
                more.add(unit);
                blocks.set(blocks.size() - 1, new Block(more, needing));
            } else {
                blocks.add(new Block(List.of(unit), needing));
            }
        }
        return blocks;
    }
}
