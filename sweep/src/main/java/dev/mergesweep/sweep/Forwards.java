package dev.mergesweep.sweep;

import dev.mergesweep.evaluator.Forward;
import dev.mergesweep.evaluator.architecture.Architecture;
import dev.mergesweep.evaluator.architecture.family.Families;
import dev.mergesweep.merger.yaml.InputException;
import dev.mergesweep.sweep.candidate.Candidate;
import dev.mergesweep.sweep.tree.StageKeys;
import dev.mergesweep.sweep.tree.StageTree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** One forward pass for each architecture among the candidates, opened when the first of them is met. */
final class Forwards implements AutoCloseable {
    private final Engines engines;
    private final Map<Architecture, Forward> opened = new LinkedHashMap<>();
    private final Map<String, List<String>> keys = new HashMap<>();

    Forwards(Engines engines) {
        this.engines = engines;
    }

    /**
     * The forward pass of a candidate.
     *
     * @throws dev.mergesweep.merger.yaml.InputException where its architecture is not known, or its tensors do not fit
     */
    Forward of(Candidate candidate) {
        Architecture architecture = Families.read(
                candidate.tensors().config(),
                candidate.name() + "/config.json",
                candidate.tensors().headers().keySet());
        return opened.computeIfAbsent(architecture, _ -> engines.open(candidate.tensors()));
    }

    /** Whether a candidate can be run at all. */
    boolean knows(Candidate candidate) {
        try {
            of(candidate);
            return true;
        } catch (InputException e) {
            return false;
        }
    }

    /** Candidates of one architecture by what their stages share; a candidate's number is its place in the list. */
    StageTree tree(Forward forward, List<Candidate> candidates, List<Integer> numbers) {
        Map<Integer, List<String>> chosen = new LinkedHashMap<>();
        for (int number : numbers) {
            Candidate candidate = candidates.get(number);
            chosen.put(
                    number, keys.computeIfAbsent(candidate.digest(), _ -> StageKeys.of(forward, candidate.tensors())));
        }
        return StageTree.of(
                chosen, StageKeys.weights(forward, candidates.getFirst().tensors()));
    }

    /** Trees of all candidates, one an architecture. */
    List<StageTree> trees(List<Candidate> candidates) {
        Map<Forward, List<Candidate>> groups = new LinkedHashMap<>();
        for (Candidate candidate : candidates) {
            groups.computeIfAbsent(of(candidate), _ -> new ArrayList<>()).add(candidate);
        }
        List<StageTree> trees = new ArrayList<>();
        groups.forEach((forward, group) -> trees.add(tree(forward, group, numbers(group))));
        return trees;
    }

    static List<Integer> numbers(List<Candidate> candidates) {
        return IntStream.range(0, candidates.size()).boxed().toList();
    }

    @Override
    public void close() {
        opened.values().forEach(Forward::close);
    }
}
