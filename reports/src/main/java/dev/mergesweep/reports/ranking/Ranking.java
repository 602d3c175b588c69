package dev.mergesweep.reports.ranking;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Candidates from best to worst on one split, compared with one reference. A value tree: what {@code ranking.json} shows,
 * and all that a report may say about who is better.
 *
 * @param experiment its name; null for scores made elsewhere
 * @param rows by objective, equal ones by id
 * @param unranked who was not scored on this split: raced out, or no finalist
 * @param warnings what the reader should doubt, sentences
 * @param control the best rows, each at its own best scale of the logits
 */
public record Ranking(
        @Nullable String experiment,
        Against against,
        Decision decision,
        Sample sample,
        List<Row> rows,
        List<Unranked> unranked,
        List<Failed> failed,
        List<String> warnings,
        ScaleControl control) {
    public Ranking {
        rows = List.copyOf(rows);
        unranked = List.copyOf(unranked);
        failed = List.copyOf(failed);
        warnings = List.copyOf(warnings);
    }

    /** The same with other warnings. */
    Ranking with(List<String> otherWarnings) {
        return new Ranking(experiment, against, decision, sample, rows, unranked, failed, otherWarnings, control);
    }

    /** Whether a ranked candidate is one of the parents as they are. */
    public boolean isParent(String candidate) {
        return rows.stream()
                .map(Row::entry)
                .anyMatch(entry -> entry.candidate().equals(candidate) && entry.kind() == Entry.Kind.PARENT);
    }

    /**
     * The reference of all differences.
     *
     * @param rule how it was named: {@code best-parent}, or the candidate itself
     */
    public record Against(String candidate, String rule) {}

    /**
     * What to take.
     *
     * @param winner best objective among rows that are no parent and keep every floor; null where there is none
     * @param simplest fewest different t among those tied for first, no parent; null where nobody knows their t
     * @param uniform how far the winner is from plain t = 0.5; null where that is the winner, the reference, or not ranked
     * @param tradeOffs candidates of the Pareto front that are best in some respect, by name of the respect
     */
    public record Decision(
            @Nullable String winner,
            @Nullable String simplest,
            Verdict verdict,
            @Nullable Yardstick uniform,
            List<TradeOff> tradeOffs) {
        public Decision {
            tradeOffs = List.copyOf(tradeOffs);
        }
    }

    /**
     * The winner against a second reference.
     *
     * @param difference winner minus {@code candidate}, p adjusted for all that the winner was chosen from
     */
    public record Yardstick(String candidate, Row.Difference difference, Verdict verdict) {}

    /**
     * A named choice on the Pareto front.
     *
     * @param name for example {@code best on stories}
     */
    public record TradeOff(String name, String candidate) {}

    /**
     * A candidate that was not scored on the ranked split.
     *
     * @param why {@code raced}, {@code not a finalist}, or, where nothing is kept apart, {@code not scored yet}
     * @param searchObjective on what it was scored; null where nothing is left to say
     * @param droppedAt share of the search documents after which the race stopped it; null where it was not raced
     */
    public record Unranked(
            String candidate,
            String why,
            @Nullable Double searchObjective,
            @Nullable Double droppedAt) {}

    /**
     * A candidate without a rank.
     *
     * @param domain of the first document concerned; null where the candidate failed as a whole
     */
    public record Failed(
            String candidate,
            String reason,
            @Nullable String domain,
            @Nullable String document) {}
}
