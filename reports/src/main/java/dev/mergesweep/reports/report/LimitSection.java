package dev.mergesweep.reports.report;

import dev.mergesweep.reports.ranking.Ranking;
import dev.mergesweep.reports.ranking.Sample;
import dev.mergesweep.reports.report.Table.Cell;
import dev.mergesweep.reports.report.Table.Column;
import dev.mergesweep.reports.report.Table.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What this much text cannot see. */
final class LimitSection {
    private LimitSection() {}

    static Section of(Evidence evidence) {
        Ranking ranking = evidence.ranking();
        Sample sample = ranking.sample();
        List<Block> blocks = new ArrayList<>();
        Double detectable = sample.detectablePercent();
        if (detectable != null) {
            blocks.add(new Block.Paragraph(
                    ("A difference from %s below about %.2g\u00a0%% of perplexity will usually stay unseen with these documents "
                                    + "(power 80\u00a0%%, two-sided 5\u00a0%%, the median over candidates). Half of it takes four times the documents.%s")
                            .formatted(ranking.against().candidate(), detectable, fromUniform(ranking))));
        }
        List<Column> columns = List.of(
                Column.of("Domain"),
                new Column("Weight", "share in the objective"),
                Column.of("Documents"),
                Column.of("Tokens"),
                new Column("Effective documents", "documents of equal length that would tell as much"),
                new Column("Design effect", "documents by effective documents"));
        blocks.add(new Table(
                "", columns, sample.domains().stream().map(LimitSection::line).toList()));
        blocks.add(new Block.Paragraph(noiseFloor(evidence)));
        return new Section("limits", "What these texts cannot tell", blocks);
    }

    /** Merges are more alike than a merge and a parent, so that a smaller difference is seen. */
    private static String fromUniform(Ranking ranking) {
        Ranking.Yardstick uniform = ranking.decision().uniform();
        return uniform == null || uniform.candidate().equals(ranking.against().candidate())
                ? ""
                : " Merges differ less from document to document: from plain t\u00a0=\u00a00.5 the winner would be told apart from about %.2g\u00a0%% on."
                        .formatted(uniform.difference().detectablePercent());
    }

    /** Scored again in another order: what differs then is no property of the model. */
    private static String noiseFloor(Evidence evidence) {
        return evidence.ranking().experiment() == null
                ? "The noise floor of these scores is not known here: whether the same model, scored again in another order, "
                        + "gives the same figures is a property of the program that made them."
                : "The noise floor is zero: a candidate that is scored again on the same kind of machine, its documents in another "
                        + "order, beside other candidates and with other threads, gets the same bits. The program's tests score twice in "
                        + "just this way and compare every document, so every difference here comes from the models and the texts.";
    }

    private static Line line(Sample.DomainSample domain) {
        return Line.of(
                new Cell.Text(domain.name()),
                new Cell.Number(domain.weight(), Wording.brief(domain.weight())),
                RankingSection.number(domain.documents()),
                RankingSection.number(domain.tokens()),
                new Cell.Number(
                        domain.effectiveDocuments(), String.format(Locale.ROOT, "%.1f", domain.effectiveDocuments())),
                new Cell.Number(domain.designEffect(), String.format(Locale.ROOT, "%.2f", domain.designEffect())));
    }
}
