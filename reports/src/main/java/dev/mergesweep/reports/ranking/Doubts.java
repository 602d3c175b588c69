package dev.mergesweep.reports.ranking;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** What a reader should doubt in a ranking: the sample, the search space, the choice of the reference. */
final class Doubts {
    private static final int FEW_DOCUMENTS = 30;
    private static final double UNEVEN = 2;
    /** So many different values make an axis that has an edge. */
    private static final int EDGED = 3;

    private final Ranking ranking;
    private final Contest contest;
    private final List<String> found;

    Doubts(Ranking ranking, Contest contest) {
        this.ranking = ranking;
        this.contest = contest;
        found = new ArrayList<>(contest.warnings());
    }

    /** Sentences, those of the contest first. */
    List<String> all() {
        sample();
        entrants();
        failures();
        answer();
        parents();
        new ScaleDoubt(ranking).sentence().ifPresent(found::add);
        winner().ifPresent(this::edges);
        return found;
    }

    private void add(String sentence, Object... values) {
        found.add(String.format(Locale.ROOT, sentence, values));
    }

    private void sample() {
        String few = ranking.sample().domains().stream()
                .filter(domain -> domain.documents() < FEW_DOCUMENTS)
                .map(domain -> "%s %d".formatted(domain.name(), domain.documents()))
                .collect(Collectors.joining(", "));
        // A run has told this of its texts before it began.
        if (!few.isEmpty() && contest.experiment() == null) {
            add(
                    "few documents in split %s (%s); below %d only large differences can be seen",
                    ranking.sample().split(), few, FEW_DOCUMENTS);
        }
        for (Sample.DomainSample domain : ranking.sample().domains()) {
            if (domain.designEffect() > UNEVEN) {
                add(
                        "lengths in %s differ so much that its %d documents tell as much as %.0f of equal length",
                        domain.name(), domain.documents(), domain.effectiveDocuments());
            }
        }
    }

    private void entrants() {
        if (ranking.sample().entrants() < ranking.rows().size()) {
            add(
                    "only the %d best by objective entered the set of those tied for first; the other %d are out of it",
                    ranking.sample().entrants(),
                    ranking.rows().size() - ranking.sample().entrants());
        }
    }

    private void failures() {
        if (!ranking.failed().isEmpty()) {
            Ranking.Failed first = ranking.failed().getFirst();
            add(
                    "%d candidate%s failed and %s no rank, the first: %s (%s)",
                    ranking.failed().size(),
                    ranking.failed().size() == 1 ? "" : "s",
                    ranking.failed().size() == 1 ? "has" : "have",
                    first.candidate(),
                    first.reason());
        }
    }

    private void answer() {
        boolean allTied = ranking.rows().size() > 2
                && ranking.rows().stream().allMatch(row -> row.standing().tiedForFirst());
        if (allTied) {
            add(
                    "all %d rows are tied for first: their differences are smaller than these texts can tell%s",
                    ranking.rows().size(), detectable());
        }
        if (ranking.decision().winner() == null) {
            add("no row may win: each is a parent, or worse than a floor allows");
        }
        switch (ranking.decision().verdict()) {
            case Verdict.NoneBetter(String reference, String rival) ->
                add(
                        "no %s has a smaller objective than %s: ship %s, or search elsewhere",
                        rival, reference, best(reference));
            case Verdict.NotDistinguishable _ -> {
                if (!allTied) {
                    add("the winner's advantage is smaller than these texts can tell%s", detectable());
                }
            }
            case Verdict.Better _ -> {}
        }
    }

    /** Whom to ship where the search has found nothing: the reference, unless a parent is better than that too. */
    private String best(String reference) {
        return ranking.rows().stream()
                .filter(row -> row.keepsFloors() || row.entry().kind() == Entry.Kind.PARENT)
                .map(row -> row.entry().candidate())
                .findFirst()
                .filter(best -> !best.equals(reference))
                .orElse("that");
    }

    /** Where the merges' ends are the same to these texts, and no merge is better, there is nothing to choose by. */
    private void parents() {
        if (ranking.decision().verdict() instanceof Verdict.Better) {
            return;
        }
        for (Row row : ranking.rows()) {
            Row.Difference difference = row.difference();
            if (row.entry().kind() == Entry.Kind.PARENT
                    && ranking.isParent(ranking.against().candidate())
                    && difference != null
                    && difference.natsPerToken().low() <= 0
                    && difference.natsPerToken().high() >= 0) {
                add(
                        "the parents are so close that these texts tell neither from the other (%s against %s: %+.2f %%, %+.2f to"
                                + " %+.2f), and show no winner that is better",
                        row.entry().candidate(),
                        ranking.against().candidate(),
                        difference.percent().value(),
                        difference.percent().low(),
                        difference.percent().high());
            }
        }
    }

    private String detectable() {
        Double percent = ranking.sample().detectablePercent();
        return percent == null ? "" : String.format(Locale.ROOT, " (about %.2g %% and more)", percent);
    }

    private Optional<Row> winner() {
        return ranking.rows().stream()
                .filter(row -> row.entry().candidate().equals(ranking.decision().winner()))
                .findFirst();
    }

    private void edges(Row winner) {
        if (winner.entry().axes() != null) {
            winner.entry().axes().forEach(this::edge);
        }
    }

    private void edge(String axis, JsonNode value) {
        TreeSet<Double> tried = new TreeSet<>();
        for (Entry entry : contest.entries()) {
            JsonNode other = entry.axes() == null ? null : entry.axes().get(axis);
            if (other != null && other.isNumber()) {
                tried.add(other.asDouble());
            }
        }
        if (value.isNumber() && tried.size() >= EDGED) {
            side(value.asDouble(), tried)
                    .ifPresent(side -> add(
                            "the winner's %s is %s, the %s value tried: the best may lie farther out",
                            axis, value, side));
        }
    }

    private static Optional<String> side(double value, TreeSet<Double> tried) {
        if (value == tried.first()) {
            return Optional.of("smallest");
        }
        return value == tried.last() ? Optional.of("largest") : Optional.empty();
    }
}
