package dev.mergesweep.reports.ranking;

import dev.mergesweep.sweep.statistics.Analysis;
import dev.mergesweep.sweep.statistics.Bootstrap;
import dev.mergesweep.sweep.statistics.DomainScores;
import dev.mergesweep.sweep.statistics.Estimate;
import dev.mergesweep.sweep.statistics.Finding;
import dev.mergesweep.sweep.statistics.Interval;
import dev.mergesweep.sweep.statistics.Measure;
import dev.mergesweep.sweep.statistics.Quantiles;
import dev.mergesweep.sweep.statistics.Score;
import dev.mergesweep.sweep.statistics.ScoreTable;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns findings into rows and the sample they come from. */
final class Rows {
    private final Contest contest;
    private final Splits splits;
    private final ScoreTable table;
    private final Analysis analysis;
    private final double reference;
    private final boolean byBootstrap;
    private final Quantiles quantiles = new Quantiles();
    private final Map<String, Map<String, Long>> tokens = new HashMap<>();

    Rows(Contest contest, Splits splits, ScoreTable table, Analysis analysis) {
        this.contest = contest;
        this.splits = splits;
        this.table = table;
        this.analysis = analysis;
        reference = analysis.findings().stream()
                .filter(finding -> finding.against() == null)
                .mapToDouble(finding -> finding.objective().value())
                .sum();
        byBootstrap =
                table.domains().stream().anyMatch(domain -> domain.documents().size() < Bootstrap.ENOUGH_FOR_T);
        countTokens(splits.ranked());
    }

    /** Scores of one candidate in one domain mostly stand together: they are added up before their sum is put with others. */
    private void countTokens(List<Score> scores) {
        int from = 0;
        while (from < scores.size()) {
            Score first = scores.get(from);
            long sum = 0;
            int to = from;
            while (to < scores.size()
                    && scores.get(to).candidate().equals(first.candidate())
                    && scores.get(to).domain().equals(first.domain())) {
                sum += scores.get(to).tokens();
                to++;
            }
            tokens.computeIfAbsent(first.domain(), domain -> new HashMap<>()).merge(first.candidate(), sum, Long::sum);
            from = to;
        }
    }

    List<Row> all() {
        Fronts fronts = new Fronts(contest, table);
        Map<String, Entry> entries = new HashMap<>();
        contest.entries().forEach(entry -> entries.put(entry.candidate(), entry));
        return analysis.findings().parallelStream()
                .map(finding -> {
                    String name = finding.candidate();
                    Entry entry = entries.getOrDefault(name, Entry.named(name));
                    return row(entry, finding, fronts);
                })
                .toList();
    }

    private Row row(Entry entry, Finding finding, Fronts fronts) {
        int column = table.indexOf(finding.candidate());
        Finding.Standing standing = finding.standing();
        return new Row(
                entry,
                new Row.Standing(
                        standing.rank(),
                        standing.low(),
                        standing.high(),
                        finding.confidenceSetP(),
                        finding.tiedForFirst(),
                        fronts.onPareto(column)),
                splits.name(),
                level(finding.objective()),
                domains(column, finding),
                finding.against() == null ? null : difference(finding.against()),
                splits.apart() ? splits.searchObjective(finding.candidate(), contest.rules()) : null,
                fronts.keepsFloors(column));
    }

    Row.Estimate estimate(Estimate estimate) {
        Interval interval = byBootstrap ? estimate.byBootstrap() : estimate.byT(quantiles);
        return new Row.Estimate(estimate.value(), estimate.standardError(), interval.low(), interval.high());
    }

    /** Nats are never below 0, so neither is what they may be. */
    Row.Estimate level(Estimate estimate) {
        Row.Estimate plain = estimate(estimate);
        return new Row.Estimate(plain.value(), plain.standardError(), Math.max(0, plain.low()), plain.high());
    }

    private SequencedMap<String, Row.DomainFigures> domains(int column, Finding finding) {
        SequencedMap<String, Row.DomainFigures> domains = new LinkedHashMap<>();
        for (int k = 0; k < table.domains().size(); k++) {
            Finding.@Nullable Comparison against = finding.against();
            Row.Estimate difference =
                    against == null ? null : estimate(against.domains().get(k));
            DomainScores domain = table.domains().get(k);
            domains.put(
                    domain.name(),
                    figures(domain, column, level(finding.domains().get(k)), difference));
        }
        return domains;
    }

    private Row.DomainFigures figures(
            DomainScores domain, int column, Row.Estimate theta, Row.@Nullable Estimate difference) {
        long count = tokens(domain.name(), table.candidates().get(column));
        // Per token, whatever the objective divides by; the factor is 1 where that is the tokens.
        double perToken = domain.size() / count;
        return new Row.DomainFigures(
                domain.documents().size(),
                count,
                domain.nats(column),
                theta,
                Math.exp(domain.nats(column) / count),
                Math.exp(theta.low() * perToken),
                Math.exp(theta.high() * perToken),
                difference);
    }

    private long tokens(String domain, String candidate) {
        return tokens.getOrDefault(domain, Map.of()).getOrDefault(candidate, 0L);
    }

    /**
     * One candidate against another than the reference.
     *
     * @param candidate with complete scores, as {@code other}
     */
    Row.Difference compare(String candidate, String other, Bootstrap bootstrap) {
        Finding.Comparison comparison = Analysis.compare(table, contest.rules().weights(), candidate, other, bootstrap);
        double level = analysis.findings().stream()
                .filter(finding -> finding.candidate().equals(other))
                .mapToDouble(finding -> finding.objective().value())
                .sum();
        return difference(comparison, level);
    }

    /** From the reference. */
    Row.Difference difference(Finding.Comparison comparison) {
        return difference(comparison, reference);
    }

    /** @param level the objective of whom it is compared with */
    private Row.Difference difference(Finding.Comparison comparison, double level) {
        Row.Estimate overall = estimate(comparison.overall());
        Finding.Chances p = comparison.p();
        return new Row.Difference(
                overall,
                comparison.constant() ? null : comparison.overall().df(),
                new Row.Percent(
                        percent(overall.value(), level), percent(overall.low(), level), percent(overall.high(), level)),
                percent(comparison.overall().detectable(quantiles), level),
                new Row.Chances(p.better(), p.holm(), p.romanoWolf()));
    }

    private double percent(double difference, double level) {
        return switch (contest.rules().measure()) {
            case Measure.MEAN_LOG_PERPLEXITY -> 100 * Math.expm1(difference);
            case Measure.BITS_PER_BYTE -> 100 * difference / level;
        };
    }

    Sample sample() {
        double[] weights = contest.rules().weights().over(table.domains());
        List<Sample.DomainSample> domains = IntStream.range(0, weights.length)
                .mapToObj(k -> {
                    DomainScores domain = table.domains().get(k);
                    return new Sample.DomainSample(
                            domain.name(),
                            weights[k],
                            domain.documents().size(),
                            tokens(domain.name(), table.candidates().getFirst()),
                            domain.effectiveDocuments());
                })
                .toList();
        return new Sample(splits.name(), contest.rules().measure().text(), domains, analysis.entrants(), detectable());
    }

    private @Nullable Double detectable() {
        double[] sorted = analysis.findings().stream()
                .flatMap(finding -> Stream.ofNullable(finding.against()))
                .mapToDouble(comparison -> percent(comparison.overall().detectable(quantiles), reference))
                .sorted()
                .toArray();
        return sorted.length == 0 ? null : sorted[sorted.length / 2];
    }
}
