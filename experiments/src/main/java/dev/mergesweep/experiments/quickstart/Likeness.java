package dev.mergesweep.experiments.quickstart;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds texts that nearly repeat one of the texts kept here: the share of runs of five words that both have (Jaccard's
 * index) is more than the limit.
 */
final class Likeness {
    private static final int RUN = 5;

    private final double limit;
    private final Map<List<String>, Set<Integer>> textsWithRun = new HashMap<>();
    private final Map<Integer, Integer> runsOfText = new HashMap<>();

    /** @param limit from 0 (nothing in common) to 1 (the same runs) */
    Likeness(double limit) {
        this.limit = limit;
    }

    void keep(String text) {
        int number = runsOfText.size();
        Set<List<String>> runs = runs(text);
        runsOfText.put(number, runs.size());
        runs.forEach(
                run -> textsWithRun.computeIfAbsent(run, _ -> new HashSet<>()).add(number));
    }

    boolean repeats(String text) {
        Set<List<String>> runs = runs(text);
        Map<Integer, Integer> shared = new HashMap<>();
        for (List<String> run : runs) {
            textsWithRun.getOrDefault(run, Set.of()).forEach(number -> shared.merge(number, 1, Integer::sum));
        }
        return shared.entrySet().stream().anyMatch(entry -> {
            int common = entry.getValue();
            return common > limit * (runs.size() + runsOfText.getOrDefault(entry.getKey(), 0) - common);
        });
    }

    private static Set<List<String>> runs(String text) {
        String[] words = text.split("\\s+");
        Set<List<String>> runs = new HashSet<>();
        for (int i = 0; i + RUN <= words.length; i++) {
            runs.add(List.copyOf(Arrays.asList(words).subList(i, i + RUN)));
        }
        return runs;
    }
}
