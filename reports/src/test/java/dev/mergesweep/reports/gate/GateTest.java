package dev.mergesweep.reports.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.mergesweep.evaluator.DocumentScore;
import dev.mergesweep.evaluator.validation.Check;
import dev.mergesweep.evaluator.validation.Finding;
import dev.mergesweep.reports.gate.Ruling.Outcome;
import dev.mergesweep.sweep.statistics.Bootstrap;
import dev.mergesweep.sweep.statistics.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GateTest {
    private static final int TRIALS = Integer.getInteger("gate.trials", 1000);
    private static final double ERROR = 0.05;
    private static final Gate MARGIN = new Gate(1);

    /** Documents of very different length; the difference of a document strays around the true one. */
    private record Simulated(List<DocumentScore> candidate, List<DocumentScore> reference) {

        static Simulated of(int documents, double percentWorse, Random random) {
            List<DocumentScore> candidate = new ArrayList<>();
            List<DocumentScore> reference = new ArrayList<>();
            for (int i = 0; i < documents; i++) {
                long tokens = Math.round(20 + Math.exp(4 + 0.7 * random.nextGaussian()));
                double before = tokens * (2.5 + 0.5 * random.nextGaussian());
                double change = Math.log1p(percentWorse / 100) + 0.03 * random.nextGaussian();
                candidate.add(score(i, tokens, before + tokens * change));
                reference.add(score(i, tokens, before));
            }
            return new Simulated(candidate, reference);
        }

        Outcome outcome(Gate gate, Bootstrap bootstrap) {
            return gate.rule(candidate, reference, bootstrap).getFirst().outcome();
        }
    }

    private static DocumentScore score(int document, long tokens, double nats) {
        return new DocumentScore("chat", Integer.toString(document), tokens, nats, 4 * tokens, tokens);
    }

    private static double share(Outcome outcome, int documents, double percentWorse, Gate gate) {
        Random random = new Random(20_261_124L + documents);
        Bootstrap bootstrap = new Bootstrap(Integer.getInteger("gate.resamples", 200), 1);
        int hits = 0;
        for (int trial = 0; trial < TRIALS; trial++) {
            if (Simulated.of(documents, percentWorse, random).outcome(gate, bootstrap) == outcome) {
                hits++;
            }
        }
        double share = (double) hits / TRIALS;
        System.out.printf(
                Locale.ROOT,
                "gate: %d trials of %d documents, %+.0f %% worse, margin %.0f %%: %s in %.1f %%%n",
                TRIALS,
                documents,
                percentWorse,
                gate.limit(),
                outcome,
                100 * share);
        return share;
    }

    @ParameterizedTest(name = "{0} documents")
    @CsvSource({"5", "20", "100"})
    @DisplayName("a model that is worse by just the margin passes, and fails, at most one time in twenty")
    void errorRates(int documents) {
        double binomial = ERROR + 3 * Math.sqrt(ERROR * (1 - ERROR) / TRIALS);
        assertThat(share(Outcome.PASS, documents, 1, MARGIN)).isLessThanOrEqualTo(binomial);
        assertThat(share(Outcome.FAIL, documents, 1, MARGIN)).isLessThanOrEqualTo(binomial);
    }

    @Test
    @DisplayName("an equal model is not called better more than one time in twenty")
    void errorRateOfBetter() {
        double binomial = ERROR + 3 * Math.sqrt(ERROR * (1 - ERROR) / TRIALS);
        assertThat(share(Outcome.PASS, 50, 0, new Gate(0))).isLessThanOrEqualTo(binomial);
    }

    @Test
    @DisplayName("200 documents pass an equal model and fail one that is 3 % worse; 5 documents cannot tell")
    void power() {
        // The margin is 3.75 standard errors away here: a one-sided test passes with a power of 98 %.
        assertThat(share(Outcome.PASS, 200, 0, MARGIN)).isGreaterThan(0.95);
        assertThat(share(Outcome.FAIL, 200, 3, MARGIN)).isGreaterThan(0.99);
        assertThat(share(Outcome.INCONCLUSIVE, 5, 0, MARGIN)).isGreaterThan(0.7);
        assertThat(share(Outcome.PASS, 200, -3, new Gate(0))).isGreaterThan(0.99);
    }

    @Test
    @DisplayName("the same scores are no difference: they pass a margin, and are not better")
    void same() {
        List<DocumentScore> scores = List.of(score(0, 10, 25), score(1, 30, 70), score(2, 5, 14));
        Ruling ruling = MARGIN.rule(scores, scores).getFirst();
        assertThat(ruling).isEqualTo(new Ruling("chat", 3, 0, new Interval(0, 0), 1, Outcome.PASS));
        assertThat(ruling.what())
                .isEqualTo("+0.00 % perplexity, 95 % bounds +0.00 % and +0.00 %, margin 1 %, 3 documents");
        assertThat(new Gate(0).rule(scores, scores).getFirst().outcome()).isEqualTo(Outcome.INCONCLUSIVE);
    }

    @Test
    @DisplayName("bounds are those of a paired ratio estimator, computed by hand")
    void byHand() {
        // Equal lengths: the mean of 0.01, 0.02, 0.03, 0.04 a token; standard error sqrt(var / 4) = 0.006455; t(0.95,
        // 3) = 2.353363.
        List<DocumentScore> reference = new ArrayList<>();
        List<DocumentScore> candidate = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            reference.add(score(i, 100, 250));
            candidate.add(score(i, 100, 250 + (i + 1)));
        }
        Ruling ruling = MARGIN.rule(candidate, reference).getFirst();
        assertThat(ruling.percent()).isCloseTo(100 * Math.expm1(0.025), within(1e-9));
        // The bootstrap may widen, never narrow.
        assertThat(ruling.bounds().high())
                .isGreaterThanOrEqualTo(100 * Math.expm1(0.025 + 2.353363 * 0.0064549) - 1e-4);
        assertThat(ruling.bounds().low()).isLessThanOrEqualTo(100 * Math.expm1(0.025 - 2.353363 * 0.0064549) + 1e-4);
        assertThat(ruling.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
    }

    @Test
    @DisplayName("one document has no bounds; a score that is not finite fails")
    void edges() {
        Ruling one = MARGIN.rule(List.of(score(0, 10, 20)), List.of(score(0, 10, 25)))
                .getFirst();
        assertThat(one.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(one.what()).isEqualTo("-39.35 % perplexity on 1 document: at least two are needed for bounds");
        Ruling broken = MARGIN.rule(
                        List.of(score(0, 10, Double.NaN), score(1, 10, 25)),
                        List.of(score(0, 10, 25), score(1, 10, 25)))
                .getFirst();
        assertThat(broken.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(broken.what()).isEqualTo("a score is not finite");
        assertThatThrownBy(() -> new Gate(-1)).hasMessage("a margin is a percentage of 0 or more, not -1.0");
    }

    @Test
    @DisplayName("a failed check beats what the texts cannot tell; both are told in JUnit's XML")
    void assessment() {
        Ruling open = new Ruling("a<b", 5, 0.1, new Interval(-2, 2.2), 0.5, Outcome.INCONCLUSIVE);
        Finding good = new Finding(Check.FILES, Finding.Outcome.PASS, "3 tensors", "");
        Finding odd = new Finding(Check.TYPES, Finding.Outcome.WARN, "config.json names float16", "Set it");
        Finding bad = new Finding(Check.VALUES, Finding.Outcome.FAIL, "a NaN", "Merge again");
        assertThat(new Assessment("m", List.of(good, odd), List.of()).outcome()).isEqualTo(Outcome.PASS);
        assertThat(new Assessment("m", List.of(good), List.of(open)).outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        Assessment all = new Assessment("m", List.of(good, odd, bad), List.of(open));
        assertThat(all.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(AssessmentXml.text(all)).isEqualTo("""
                <?xml version="1.0" encoding="UTF-8"?>
                <testsuite name="m" tests="4" failures="1" errors="1" skipped="0">
                  <testcase classname="check" name="files"></testcase>
                  <testcase classname="check" name="types"><system-out>warning: config.json names float16. Set it</system-out></testcase>
                  <testcase classname="check" name="values"><failure message="a NaN. Merge again"/></testcase>
                  <testcase classname="gate" name="a&lt;b"><error message="+0.10 % perplexity, 95 % bounds -2.00 % and +2.20 %, margin 0.5 %, 5 documents"/></testcase>
                </testsuite>
                """);
    }
}
