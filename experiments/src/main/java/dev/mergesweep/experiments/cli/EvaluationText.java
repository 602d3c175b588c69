package dev.mergesweep.experiments.cli;

import dev.mergesweep.evaluator.Estimate;
import dev.mergesweep.evaluator.EvaluatedDocument;
import dev.mergesweep.evaluator.EvaluatedDomain;
import dev.mergesweep.evaluator.Evaluation;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** An evaluation for people. */
final class EvaluationText {
    private static final String NONE = "-";

    private EvaluationText() {}

    static String table(Evaluation evaluation) {
        int width = evaluation.domains().stream()
                .mapToInt(domain -> domain.name().length())
                .max()
                .orElse(0);
        String row = "%-" + Math.max(width, "domain".length()) + "s  %12s  %23s  %14s  %9s  %10s  %16s  %13s%n";
        StringBuilder text = new StringBuilder(format(
                row,
                "domain",
                "perplexity",
                "95 % interval",
                "standard error",
                "documents",
                "tokens",
                "nats",
                "bits per byte"));
        for (EvaluatedDomain domain : evaluation.domains()) {
            Estimate estimate = domain.estimate();
            boolean interval = estimate.documents() > 1;
            text.append(format(
                    row,
                    domain.name(),
                    format("%.4f", estimate.perplexity()),
                    interval ? format("%.4f to %.4f", estimate.perplexityLow(), estimate.perplexityHigh()) : NONE,
                    interval ? format("%.5f", estimate.standardError()) : NONE,
                    estimate.documents(),
                    estimate.tokens(),
                    format("%.4f", estimate.nats()),
                    domain.bytes() > 0 ? format("%.4f", domain.bitsPerByte()) : NONE));
            domain.toolFigures().forEach((name, figure) -> text.append(format("  %s: %.4f%n", name, figure)));
        }
        return text.append(format(
                        "standard error in nats a token, over documents; protocol %s, context %d, stride %d%n",
                        evaluation.protocol().name(),
                        evaluation.protocol().context(),
                        evaluation.protocol().stride()))
                .toString();
    }

    /** CSV with the nats of every scored token, in order. */
    static Stream<String> tokens(Evaluation evaluation) {
        Stream<String> rows = evaluation.domains().stream()
                .flatMap(domain -> domain.documents().stream())
                .flatMap(EvaluationText::tokens);
        return Stream.concat(Stream.of("domain,document,token,nats"), rows);
    }

    private static Stream<String> tokens(EvaluatedDocument document) {
        double[] nats = document.tokenNats();
        String start = quoted(document.score().domain()) + ","
                + quoted(document.score().document()) + ",";
        return IntStream.range(0, nats.length).mapToObj(i -> start + i + "," + nats[i]);
    }

    private static String quoted(String value) {
        return value.matches("[^\",\r\n]*") ? value : "\"" + value.replace("\"", "\"\"") + "\"";
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
