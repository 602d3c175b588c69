package dev.mergesweep.sweep.tree;

import java.util.ArrayList;
import java.util.List;

/**
 * Puts siblings in an order in which little is merged again. The tensors last used at each stage are assumed to be still
 * there; among the siblings left, the one whose nearest path of stages needs the least new comes next.
 */
final class Siblings {
    private final List<Long> weights;
    private final String[] last;

    Siblings(List<Long> weights) {
        this.weights = weights;
        this.last = new String[weights.size()];
    }

    List<Branch> arrange(List<Branch> branches) {
        List<Branch> left = new ArrayList<>(branches);
        List<Branch> arranged = new ArrayList<>();
        while (!left.isEmpty()) {
            Branch next = nearest(left);
            left.remove(next);
            last[next.stage()] = next.key();
            List<Branch> below = arrange(next.branches());
            arranged.add(new Branch(next.stage(), next.key(), next.example(), below, next.candidates()));
        }
        return arranged;
    }

    private Branch nearest(List<Branch> branches) {
        Branch nearest = branches.getFirst();
        long least = Long.MAX_VALUE;
        for (Branch branch : branches.size() == 1 ? List.<Branch>of() : branches) {
            long cost = cost(branch);
            if (cost < least) {
                nearest = branch;
                least = cost;
            }
        }
        return nearest;
    }

    /** What the path of first branches below would have to prepare. */
    private long cost(Branch branch) {
        long cost = 0;
        for (Branch at = branch; ; at = at.branches().getFirst()) {
            cost += at.key().equals(last[at.stage()]) ? 0 : weights.get(at.stage());
            if (at.branches().isEmpty()) {
                return cost;
            }
        }
    }
}
