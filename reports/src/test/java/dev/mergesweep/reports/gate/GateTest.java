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
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GateTest {
    private static final int TRIALS = Integer.getInteger("gate.trials", 1000);
    private static final int RESAMPLES = Integer.getInteger("gate.resamples", 200);
    private static final double ERROR = 0.05;
    private static final Gate MARGIN = new Gate(1);

    /** Documents of very different length; the difference of a document strays around the true one. */
    private record Simulated(List<DocumentScore> candidate, List<DocumentScore> reference) {

        static Simulated of(int documents, double percentWorse, RandomGenerator random) {
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

    /** Of all trials, those that passed and those that failed. */
    private record Shares(double pass, double fail) {

        static Shares of(int documents, double percentWorse, Gate gate) {
            Bootstrap bootstrap = new Bootstrap(RESAMPLES, 1);
            Map<Outcome, Long> outcomes = Stream.generate(new SplittableRandom(20_261_124L + documents)::split)
                    .limit(TRIALS)
                    .toList()
                    .parallelStream()
                    .map(random -> Simulated.of(documents, percentWorse, random).outcome(gate, bootstrap))
                    .collect(Collectors.groupingBy(outcome -> outcome, Collectors.counting()));
            Shares shares = new Shares(share(Outcome.PASS, outcomes), share(Outcome.FAIL, outcomes));
            System.out.printf(
                    Locale.ROOT,
                    "gate: %d trials of %d resamples, %d documents, %+.0f %% worse, margin %.0f %%: pass %.2f %%, fail %.2f %%%n",
                    TRIALS,
                    RESAMPLES,
                    documents,
                    percentWorse,
                    gate.limit(),
                    100 * shares.pass(),
                    100 * shares.fail());
            return shares;
        }

        private static double share(Outcome outcome, Map<Outcome, Long> outcomes) {
            return (double) outcomes.getOrDefault(outcome, 0L) / TRIALS;
        }

        double inconclusive() {
            return 1 - pass - fail;
        }
    }

    /** What chance adds to a true rate of 5 % at most, but once in a thousand runs. */
    private static double allowed() {
        return ERROR + 3 * Math.sqrt(ERROR * (1 - ERROR) / TRIALS);
    }

    @ParameterizedTest(name = "{0} documents")
    @CsvSource({"5", "20", "100"})
    @DisplayName("a model that is worse by just the margin passes, and fails, at most one time in twenty")
    void errorRates(int documents) {
        Shares shares = Shares.of(documents, 1, MARGIN);
        assertThat(shares.pass()).isLessThanOrEqualTo(allowed());
        assertThat(shares.fail()).isLessThanOrEqualTo(allowed());
    }

    @Test
    @DisplayName("an equal model is not called better more than one time in twenty")
    void errorRateOfBetter() {
        assertThat(Shares.of(50, 0, new Gate(0)).pass()).isLessThanOrEqualTo(allowed());
    }

    @Test
    @DisplayName("200 documents pass an equal model and fail one that is 3 % worse; 5 documents cannot tell")
    void power() {
        // The margin is 3.75 standard errors away here: a one-sided test passes with a power of 98 %.
        assertThat(Shares.of(200, 0, MARGIN).pass()).isGreaterThan(0.95);
        assertThat(Shares.of(200, 3, MARGIN).fail()).isGreaterThan(0.99);
        assertThat(Shares.of(5, 0, MARGIN).inconclusive()).isGreaterThan(0.7);
        assertThat(Shares.of(200, -3, new Gate(0)).pass()).isGreaterThan(0.99);
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
