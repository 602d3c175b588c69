package dev.mergesweep.sweep.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Every figure of every case folder within the tolerance that stands beside it; a new case is a new folder. */
class StatisticsTableTest {

    @ParameterizedTest
    @MethodSource("dev.mergesweep.sweep.statistics.StatisticsCase#all")
    @DisplayName("gives the figures of the reference program")
    void givesTheFiguresOfTheReferenceProgram(StatisticsCase given) throws IOException {
        ScoreTable table = given.table();
        Analysis analysis = Analysis.of(table, given.weights(), given.against(), Bootstrap.DEFAULT);
        JsonNode expected = given.expected();

        SoftAssertions softly = new SoftAssertions();
        softly.assertThat(analysis.findings()).hasSameSizeAs(expected.path("order"));
        failures(softly, table, expected);
        for (DomainScores domain : table.domains()) {
            domain(softly, domain, expected.path("domains").path(domain.name()));
        }
        order(softly, analysis, expected);
        for (Finding finding : analysis.findings()) {
            new Comparer(softly, finding.candidate())
                    .finding(table, finding, expected.path("candidates").path(finding.candidate()));
        }
        softly.assertAll();
    }

    private static void failures(SoftAssertions softly, ScoreTable table, JsonNode expected) {
        List<String> reasons = expected.path("failed")
                .valueStream()
                .map(failure -> failure.path("candidate").asString() + " "
                        + failure.path("reason").asString())
                .toList();
        softly.assertThat(table.failed())
                .as("failed")
                .extracting(
                        failure -> failure.candidate() + " " + failure.reason().text())
                .containsExactlyInAnyOrderElementsOf(reasons);
    }

    private static void domain(SoftAssertions softly, DomainScores domain, JsonNode expected) {
        softly.assertThat(domain.documents())
                .as("documents")
                .hasSize(expected.path("documents").asInt());
        softly.assertThat(domain.size())
                .as("tokens")
                .isEqualTo(expected.path("tokens").asDouble());
        new Comparer(softly, domain.name())
                .near("effective", domain.effectiveDocuments(), expected.path("effective_documents"));
    }

    /** Equal candidates may stand in any order: each place must hold the objective that belongs there. */
    private static void order(SoftAssertions softly, Analysis analysis, JsonNode expected) {
        for (int place = 0; place < analysis.findings().size(); place++) {
            String there = expected.path("order").path(place).asString();
            new Comparer(softly, "place " + place)
                    .near(
                            "objective",
                            analysis.findings().get(place).objective().value(),
                            expected.path("candidates")
                                    .path(there)
                                    .path("objective")
                                    .path("value"));
        }
    }

    /** Compares figures with pairs of value and tolerance. */
    private record Comparer(SoftAssertions softly, String of) {

        void near(String what, double value, JsonNode pair) {
            if (!pair.isNull()) {
                assertThat(pair.isArray())
                        .as("%s of %s is a pair in expected.json", what, of)
                        .isTrue();
                double off = Math.abs(value - pair.path(0).asDouble());
                softly.assertThat(off <= pair.path(1).asDouble())
                        .as("%s of %s: %s, expected %s", what, of, value, pair)
                        .isTrue();
            }
        }

        void finding(ScoreTable table, Finding finding, JsonNode expected) {
            softly.assertThat(finding.standing().rank())
                    .as("rank of %s", of)
                    .isEqualTo(expected.path("rank").asInt());
            near("rank_low", finding.standing().low(), expected.path("rank_low"));
            near("rank_high", finding.standing().high(), expected.path("rank_high"));
            estimate("objective", finding.objective(), expected.path("objective"));
            near("mcs", finding.confidenceSetP(), expected.path("mcs").path("p"));
            if (!expected.path("mcs").path("member").isNull()) {
                softly.assertThat(finding.tiedForFirst())
                        .as("member of %s", of)
                        .isEqualTo(expected.path("mcs").path("member").asBoolean());
            }
            for (int k = 0; k < table.domains().size(); k++) {
                DomainScores domain = table.domains().get(k);
                domain(
                        domain,
                        table.indexOf(of),
                        finding.domains().get(k),
                        expected.path("domains").path(domain.name()));
            }
            if (expected.has("difference")) {
                comparison(table, Objects.requireNonNull(finding.against()), expected.path("difference"));
            }
        }

        private void estimate(String what, Estimate estimate, JsonNode expected) {
            near(what, estimate.value(), expected.path("value"));
            near(what + " se", estimate.standardError(), expected.path("se"));
            near(what + " df", estimate.df(), expected.path("df"));
            near(what + " low", estimate.byT(new Quantiles()).low(), expected.path("low"));
            near(what + " high", estimate.byT(new Quantiles()).high(), expected.path("high"));
        }

        private void domain(DomainScores domain, int candidate, Estimate theta, JsonNode expected) {
            String name = domain.name();
            near(name + " nats", domain.nats(candidate), expected.path("nats"));
            near(name + " theta", theta.value(), expected.path("theta"));
            near(name + " perplexity", Math.exp(theta.value()), expected.path("perplexity"));
            near(name + " se", theta.standardError(), expected.path("se"));
            near(name + " low", theta.byT(new Quantiles()).low(), expected.path("low"));
            near(name + " high", theta.byT(new Quantiles()).high(), expected.path("high"));
            near(name + " perplexity_low", Math.exp(theta.byT(new Quantiles()).low()), expected.path("perplexity_low"));
            near(
                    name + " perplexity_high",
                    Math.exp(theta.byT(new Quantiles()).high()),
                    expected.path("perplexity_high"));
            near(name + " boot_low", theta.byBootstrap().low(), expected.path("boot_low"));
            near(name + " boot_high", theta.byBootstrap().high(), expected.path("boot_high"));
        }

        private void comparison(ScoreTable table, Finding.Comparison comparison, JsonNode expected) {
            Estimate overall = comparison.overall();
            estimate("difference", overall, expected);
            near("t", comparison.t(), expected.path("t"));
            near("boot_low", overall.byBootstrap().low(), expected.path("boot_low"));
            near("boot_high", overall.byBootstrap().high(), expected.path("boot_high"));
            near("percent", percent(overall.value()), expected.path("percent"));
            near("percent_low", percent(overall.byT(new Quantiles()).low()), expected.path("percent_low"));
            near("percent_high", percent(overall.byT(new Quantiles()).high()), expected.path("percent_high"));
            near("detectable", overall.detectable(new Quantiles()), expected.path("detectable"));
            near(
                    "detectable_percent",
                    percent(overall.detectable(new Quantiles())),
                    expected.path("detectable_percent"));
            near("p_better", comparison.p().better(), expected.path("p_better"));
            near("p_two_sided", comparison.p().twoSided(), expected.path("p_two_sided"));
            near("p_holm", comparison.p().holm(), expected.path("p_holm"));
            near("p_romano_wolf", comparison.p().romanoWolf(), expected.path("p_romano_wolf"));
            for (int k = 0; k < table.domains().size(); k++) {
                String name = table.domains().get(k).name();
                Estimate domain = comparison.domains().get(k);
                near(
                        name + " difference",
                        domain.value(),
                        expected.path("domains").path(name).path("value"));
                near(
                        name + " difference se",
                        domain.standardError(),
                        expected.path("domains").path(name).path("se"));
            }
        }

        private static double percent(double nats) {
            return 100 * Math.expm1(nats);
        }
    }
}
