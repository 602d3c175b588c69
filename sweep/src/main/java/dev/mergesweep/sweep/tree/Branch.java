package dev.mergesweep.sweep.tree;

import java.util.List;

/**
 * One stage with one set of tensors, after one sequence of stages before it: what it computes serves every candidate
 * below it.
 *
 * @param stage from 0
 * @param key names the stage's tensors; equal keys mean equal bytes
 * @param example number of a candidate that passes through here, to read the tensors from
 * @param branches next stages, in the order in which they are walked; empty at the last stage
 * @param candidates numbers of the candidates that end here; empty before the last stage
 */
public record Branch(int stage, String key, int example, List<Branch> branches, List<Integer> candidates) {
    public Branch {
        branches = List.copyOf(branches);
        candidates = List.copyOf(candidates);
    }

    /** Stages run from here on, this one included. */
    long runs() {
        long runs = 1;
        for (Branch branch : branches) {
            runs += branch.runs();
        }
        return runs;
    }

    /** Numbers of all candidates that pass through here. */
    List<Integer> everyone() {
        if (branches.isEmpty()) {
            return candidates;
        }
        return branches.stream().flatMap(branch -> branch.everyone().stream()).toList();
    }
}
