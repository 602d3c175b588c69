package dev.mergesweep.reports.report;

import dev.mergesweep.reports.ranking.Ranking;
import dev.mergesweep.reports.ranking.Row;
import dev.mergesweep.reports.ranking.Sample;
import dev.mergesweep.reports.ranking.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** The first lines of a report: what to take, and how sure that is. */
final class Answer {
    private Answer() {}

    static Report.Headline of(Evidence evidence) {
        Ranking ranking = evidence.ranking();
        Optional<Row> winner = winner(ranking);
        return new Report.Headline(sentence(ranking, winner), uncertainty(ranking, winner), figures(evidence, winner));
    }

    static Optional<Row> winner(Ranking ranking) {
        return ranking.rows().stream()
                .filter(row -> row.entry().candidate().equals(ranking.decision().winner()))
                .findFirst();
    }

    private static String sentence(Ranking ranking, Optional<Row> winner) {
        String name = winner.map(row -> Wording.name(row.entry())).orElse("The best merge");
        return switch (ranking.decision().verdict()) {
            case Verdict.Better(String reference, double percent, double _, double _) ->
                String.format(
                        Locale.ROOT,
                        "Better than %s by %.3g\u00a0%%%s: %s",
                        reference,
                        percent,
                        uniform(ranking),
                        name);
            case Verdict.NotDistinguishable(String reference, double _, long _) ->
                "The best cannot be told from " + reference + " with these texts";
            case Verdict.NoneBetter(String reference, String rival) ->
                "No %s is better than %s".formatted(rival, reference);
        };
    }

    /** A merge far ahead of its parents may still be no better than the one that nobody had to search for. */
    private static String uniform(Ranking ranking) {
        Ranking.Yardstick uniform = ranking.decision().uniform();
        if (uniform == null) {
            return "";
        }
        return switch (uniform.verdict()) {
            case Verdict.Better(String _, double percent, double _, double _) ->
                String.format(Locale.ROOT, " and than plain t\u00a0=\u00a00.5 by %.3g\u00a0%%", percent);
            case Verdict.NotDistinguishable _ -> ", but not to be told from plain t\u00a0=\u00a00.5";
            case Verdict.NoneBetter _ -> ", but not than plain t\u00a0=\u00a00.5";
        };
    }

    private static String uncertainty(Ranking ranking, Optional<Row> winner) {
        String texts = ranking.sample().domains().stream()
                .map(domain -> "%s %s".formatted(Wording.count(domain.documents()), domain.name()))
                .collect(Collectors.joining(", "));
        String measured = ranking.sample().split().equals("confirm")
                ? "Measured on documents that the search never saw (%s).".formatted(texts)
                : "Measured on all documents (%s), the ones searched on included.".formatted(texts);
        String sure = switch (ranking.decision().verdict()) {
            case Verdict.Better(String _, double _, double low, double high) ->
                String.format(
                        Locale.ROOT,
                        "95\u00a0%% interval %.3g to %.3g\u00a0%% of perplexity%s. ",
                        low,
                        high,
                        winner.flatMap(Answer::chance).orElse(""));
            case Verdict.NotDistinguishable(String _, double percent, long documents) ->
                String.format(
                        Locale.ROOT,
                        "The best looks %.3g\u00a0%% better%s; about %,d documents like these would tell. ",
                        percent,
                        winner.flatMap(Answer::chance).orElse(""),
                        documents);
            case Verdict.NoneBetter _ -> "";
        };
        return sure + half(ranking) + winner.map(row -> tied(row, ranking)).orElse("") + measured;
    }

    /** The best is often one of several that nobody can tell apart, and then the first line must not hide them. */
    private static String tied(Row winner, Ranking ranking) {
        long others = ranking.rows().stream()
                        .filter(row -> row.standing().tiedForFirst())
                        .count()
                - 1;
        if (!winner.standing().tiedForFirst() || others < 1) {
            return "";
        }
        String simplest = ranking.decision().simplest();
        return "It cannot be told from %s tied with it for first%s. "
                .formatted(
                        others == 1 ? "the other one that is" : "%s others that are".formatted(Wording.count(others)),
                        simplest == null || simplest.equals(winner.entry().candidate())
                                ? ""
                                : ", the simplest of them " + simplest);
    }

    private static String half(Ranking ranking) {
        Ranking.Yardstick uniform = ranking.decision().uniform();
        return uniform == null
                ? ""
                : "Against plain t\u00a0=\u00a00.5: %s (%s%s). "
                        .formatted(
                                Wording.percent(uniform.difference().percent().value()),
                                interval(uniform.difference()),
                                chance(uniform.difference()));
    }

    private static String interval(Row.Difference difference) {
        return Wording.interval(difference.percent().low(), difference.percent().high());
    }

    private static Optional<String> chance(Row row) {
        return Optional.ofNullable(row.difference()).map(Answer::chance);
    }

    private static String chance(Row.Difference difference) {
        return ", p " + equalSign(Wording.chance(difference.p().adjusted())) + " after all comparisons";
    }

    private static String equalSign(String chance) {
        return chance.startsWith("<") ? chance : "= " + chance;
    }

    private static List<Report.Figure> figures(Evidence evidence, Optional<Row> winner) {
        Ranking ranking = evidence.ranking();
        List<Report.Figure> figures = new ArrayList<>();
        winner.ifPresent(row -> figures.add(winnerFigure(row, ranking)));
        Ranking.Yardstick uniform = ranking.decision().uniform();
        if (uniform != null) {
            figures.add(new Report.Figure(
                    "Against plain t\u00a0=\u00a00.5",
                    Wording.percent(uniform.difference().percent().value()),
                    interval(uniform.difference())));
        }
        long tied = ranking.rows().stream()
                .filter(row -> row.standing().tiedForFirst())
                .count();
        figures.add(new Report.Figure(
                "Tied for first",
                Wording.count(tied),
                "of %s ranked".formatted(Wording.count(ranking.rows().size()))));
        long scored = Math.max(
                evidence.entries().size(),
                ranking.rows().size()
                        + ranking.unranked().size()
                        + ranking.failed().size());
        figures.add(new Report.Figure("Candidates", Wording.count(scored), "baselines included, " + failures(ranking)));
        Double detectable = ranking.sample().detectablePercent();
        if (detectable != null) {
            figures.add(new Report.Figure(
                    "Smallest visible difference",
                    Wording.brief(round(detectable)) + "\u00a0%",
                    "from %s, with power 80\u00a0%%".formatted(ranking.against().candidate())));
        }
        long tokens = ranking.sample().domains().stream()
                .mapToLong(Sample.DomainSample::tokens)
                .sum();
        figures.add(new Report.Figure(
                "Tokens",
                Wording.count(tokens),
                ranking.sample().split().equals("confirm") ? "of the confirm split" : "scored a candidate"));
        return List.copyOf(figures);
    }

    private static double round(double percent) {
        return Double.parseDouble(String.format(Locale.ROOT, "%.2g", percent));
    }

    private static Report.Figure winnerFigure(Row row, Ranking ranking) {
        String simplest = Objects.requireNonNullElse(ranking.decision().simplest(), "");
        String note =
                simplest.equals(row.entry().candidate()) ? "best, and the simplest of the tied" : "best objective";
        return new Report.Figure("Winner", row.entry().candidate(), note);
    }

    private static String failures(Ranking ranking) {
        int failed = ranking.failed().size();
        return failed == 0 ? "none failed" : failed + " failed";
    }
}
