package dev.mergesweep.sweep.tree;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Candidates of one architecture, arranged so that those whose first stages get the same tensors share these stages'
 * hidden states.
 *
 * @param stages number of stages of the architecture
 * @param candidates number of candidates
 * @param roots branches of stage 0, in the order in which they are walked
 */
public record StageTree(int stages, int candidates, List<Branch> roots) {
    public StageTree {
        roots = List.copyOf(roots);
    }

    /**
     * @param keys for each of the chosen candidates, by its number, one key a stage; equal keys at a stage mean equal tensors
     * @param weights what preparing a stage costs, in any unit, one a stage; it decides the order of siblings
     */
    public static StageTree of(Map<Integer, List<String>> keys, List<Long> weights) {
        List<Branch> roots = grow(0, List.copyOf(keys.keySet()), keys);
        return new StageTree(weights.size(), keys.size(), new Siblings(weights).arrange(roots));
    }

    private static List<Branch> grow(int stage, List<Integer> members, Map<Integer, List<String>> keys) {
        Map<String, List<Integer>> groups = new LinkedHashMap<>();
        for (int member : members) {
            groups.computeIfAbsent(keys.get(member).get(stage), _ -> new ArrayList<>())
                    .add(member);
        }
        List<Branch> branches = new ArrayList<>();
        groups.forEach((key, group) -> {
            boolean last = stage == keys.get(group.getFirst()).size() - 1;
            List<Branch> next = last ? List.of() : grow(stage + 1, group, keys);
            branches.add(new Branch(stage, key, group.getFirst(), next, last ? group : List.of()));
        });
        return branches;
    }

    /** Stages run for one block of texts. */
    public long runs() {
        return roots.stream().mapToLong(Branch::runs).sum();
    }

    /** Stages run for one block of texts if nothing were shared. */
    public long runsAlone() {
        return (long) stages * candidates;
    }

    /** Branchings on the path that has most of them: so many blocks of hidden states wait at once. */
    public int branchings() {
        return branchings(roots);
    }

    private static int branchings(List<Branch> branches) {
        int deepest = 0;
        for (Branch branch : branches) {
            deepest = Math.max(deepest, branchings(branch.branches()));
        }
        return deepest + (branches.size() > 1 ? 1 : 0);
    }
}
