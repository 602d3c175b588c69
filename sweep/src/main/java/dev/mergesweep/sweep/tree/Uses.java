package dev.mergesweep.sweep.tree;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How often the walk of one block will still ask for the weights of each stage. */
final class Uses {
    private final Map<String, Integer> left = new HashMap<>();
    private final List<Long> bytes;
    private long total;

    private Uses(List<Long> bytes) {
        this.bytes = bytes;
    }

    /** @param bytes that the engine holds of each stage's weights, one a stage */
    static Uses of(StageTree tree, List<Long> bytes) {
        Uses uses = new Uses(bytes);
        tree.roots().forEach(uses::count);
        return uses;
    }

    static String key(Branch branch) {
        return branch.stage() + " " + branch.key();
    }

    private void count(Branch branch) {
        if (left.merge(key(branch), 1, Integer::sum) == 1) {
            total += bytes.get(branch.stage());
        }
        branch.branches().forEach(this::count);
    }

    /** One use less. */
    void used(String key) {
        left.merge(key, -1, Integer::sum);
    }

    boolean over(String key) {
        return left.getOrDefault(key, 0) <= 0;
    }

    /** Whether all weights can be held at once: then the next block finds them all. */
    boolean fit(long room) {
        return total <= room;
    }
}
