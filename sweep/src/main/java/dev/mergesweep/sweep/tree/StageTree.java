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
        List<Member> members = new ArrayList<>();
        keys.forEach((number, stages) -> members.add(new Member(number, stages)));
        List<Branch> roots = grow(0, weights.size(), members);
        return new StageTree(weights.size(), keys.size(), new Siblings(weights).arrange(roots));
    }

    private record Member(int number, List<String> keys) {}

    private static List<Branch> grow(int stage, int stages, List<Member> members) {
        Map<String, List<Member>> groups = new LinkedHashMap<>();
        for (Member member : members) {
            groups.computeIfAbsent(member.keys().get(stage), _ -> new ArrayList<>())
                    .add(member);
        }
        List<Branch> branches = new ArrayList<>();
        boolean last = stage == stages - 1;
        groups.forEach((key, group) -> {
            List<Branch> next = last ? List.of() : grow(stage + 1, stages, group);
            List<Integer> ends = last ? group.stream().map(Member::number).toList() : List.of();
            branches.add(new Branch(stage, key, group.getFirst().number(), next, ends));
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
