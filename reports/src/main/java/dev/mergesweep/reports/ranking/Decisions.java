package dev.mergesweep.reports.ranking;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/** From rows to an answer: who wins, who is as good and simpler, what else the front offers. */
record Decisions(
        Contest contest,
        Ranking.Against against,
        Sample sample,
        List<Row> rows,
        ScaleControl control,
        Comparer comparer) {
    /** What a person without a search would take. */
    private static final String UNIFORM = "uniform-0.5";

    /** Of the one-sided, adjusted test that a winner must pass to be called better. */
    private static final double LEVEL = 0.05;

    Ranking ranking(List<Ranking.Unranked> unranked, List<Ranking.Failed> failed) {
        Row winner = rows.stream().filter(Decisions::mayWin).findFirst().orElse(null);
        Verdict verdict = verdict(against.candidate(), winner == null ? null : winner.difference());
        Ranking.Decision decision = new Ranking.Decision(
                winner == null ? null : winner.entry().candidate(), simplest(), verdict, uniform(winner), tradeOffs());
        Ranking plain = new Ranking(
                contest.experiment(), against, decision, sample, rows, unranked, failed, contest.warnings(), control);
        return plain.with(new Doubts(plain, contest).all());
    }

    private static boolean mayWin(Row row) {
        return row.entry().kind() != Entry.Kind.PARENT && row.keepsFloors();
    }

    /** Compares the winner with others than the reference. */
    interface Comparer {
        Row.Difference compare(String candidate, String other);
    }

    /** A search over t that finds no more than t = 0.5 everywhere has found nothing, however far ahead of the parents that is. */
    private Ranking.@Nullable Yardstick uniform(@Nullable Row winner) {
        boolean there = rows.stream().anyMatch(row -> row.entry().candidate().equals(UNIFORM));
        if (winner == null
                || !there
                || against.candidate().equals(UNIFORM)
                || winner.entry().candidate().equals(UNIFORM)) {
            return null;
        }
        Row.Difference difference = comparer.compare(winner.entry().candidate(), UNIFORM);
        return new Ranking.Yardstick(UNIFORM, difference, verdict(UNIFORM, difference));
    }

    private Verdict verdict(String reference, Row.@Nullable Difference difference) {
        if (difference == null || difference.natsPerToken().value() >= 0) {
            return new Verdict.NoneBetter(reference, rival(reference));
        }
        Row.Percent percent = difference.percent();
        return difference.p().adjusted() <= LEVEL
                ? new Verdict.Better(reference, -percent.value(), -percent.high(), -percent.low())
                : new Verdict.NotDistinguishable(reference, -percent.value(), documents(difference));
    }

    /** Without parents nobody knows that the rows are merges; one that breaks a floor may well be better. */
    private String rival(String reference) {
        boolean merges = rows.stream().anyMatch(row -> row.entry().kind() == Entry.Kind.PARENT);
        Row compared = rows.stream()
                .filter(row -> row.entry().candidate().equals(reference))
                .findFirst()
                .orElseThrow();
        boolean floored = rows.stream()
                .filter(row -> row.entry().kind() != Entry.Kind.PARENT && !row.keepsFloors())
                .anyMatch(row -> row.objective().value() < compared.objective().value());
        return (compared.entry().kind() == Entry.Kind.PARENT ? "" : "other ")
                + (merges ? "merge" : "candidate")
                + (floored ? " that keeps the floors" : "");
    }

    /** The standard error falls with the square root of the number of documents. */
    private long documents(Row.Difference difference) {
        double factor =
                difference.detectablePercent() / Math.abs(difference.percent().value());
        int now = sample.domains().stream()
                .mapToInt(Sample.DomainSample::documents)
                .sum();
        return (long) Math.ceil(now * Math.max(1, factor * factor));
    }

    private @Nullable String simplest() {
        return rows.stream()
                .filter(row -> mayWin(row)
                        && row.standing().tiedForFirst()
                        && row.entry().differentT() > 0)
                .min(Comparator.comparingInt(row -> row.entry().differentT()))
                .map(row -> row.entry().candidate())
                .orElse(null);
    }

    /** With several domains: the best in each, and the one that loses least where it loses most. */
    private List<Ranking.TradeOff> tradeOffs() {
        SequencedSet<String> domains = rows.getFirst().domains().sequencedKeySet();
        List<Ranking.TradeOff> named = new ArrayList<>();
        if (domains.size() > 1) {
            domains.forEach(domain -> named.add(new Ranking.TradeOff(
                    "best on " + domain, best(Comparator.comparingDouble(row -> theta(row, domain))))));
            named.add(new Ranking.TradeOff(
                    "most even", best(Comparator.comparingDouble(row -> largestLoss(row, domains)))));
        }
        return named;
    }

    private String best(Comparator<Row> order) {
        return rows.stream().min(order).orElseThrow().entry().candidate();
    }

    private double largestLoss(Row row, SequencedSet<String> domains) {
        return domains.stream()
                .mapToDouble(domain -> theta(row, domain)
                        - rows.stream()
                                .mapToDouble(other -> theta(other, domain))
                                .min()
                                .orElseThrow())
                .max()
                .orElseThrow();
    }

    private static double theta(Row row, String domain) {
        return Objects.requireNonNull(row.domains().get(domain)).theta().value();
    }
}
