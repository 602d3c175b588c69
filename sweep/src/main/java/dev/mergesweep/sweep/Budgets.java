package dev.mergesweep.sweep;

import dev.mergesweep.evaluator.corpus.Split;
import dev.mergesweep.evaluator.protocol.PreparedDocument;
import dev.mergesweep.sweep.search.Search.Budget;

/** What a search's budget allows on the texts of an experiment. */
final class Budgets {
    private Budgets() {}

    /** Points that may be proposed: as many as named, and as the tokens allow if none of them drops early. */
    static long points(Sweep sweep) {
        Budget budget = sweep.experiment().search().budget();
        Split searched = sweep.searched();
        long tokens = sweep.texts().prepared().documents().stream()
                .filter(document -> document.split() == searched)
                .mapToLong(PreparedDocument::tokens)
                .sum();
        return Math.min(budget.candidates(), Math.max(1, budget.tokens() / Math.max(1, tokens)));
    }
}
