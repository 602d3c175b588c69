package dev.mergesweep.evaluator;

import java.util.List;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * Mean negative log-likelihood of one domain, with what the choice of documents leaves open. Documents are drawn, not
 * tokens, so they are the clusters of a ratio estimator (Cochran, Sampling Techniques, chapter 6; Miller 2024, arXiv 2411.00640).
 *
 * @param nats summed over the domain, in document order
 * @param tokens that were scored
 * @param documents with at least one scored token
 * @param standardError of nats a token; NaN with fewer than two documents
 */
public record Estimate(double nats, long tokens, int documents, double standardError) {
    private static final double CONFIDENCE = 0.95;

    /** From the scores of a domain; those without a scored token are no clusters. */
    public static Estimate of(List<DocumentScore> scores) {
        List<DocumentScore> clusters =
                scores.stream().filter(score -> score.tokens() > 0).toList();
        double nats = 0;
        long tokens = 0;
        for (DocumentScore score : clusters) {
            nats += score.nats();
            tokens += score.tokens();
        }
        return new Estimate(nats, tokens, clusters.size(), standardError(clusters, nats / tokens, tokens));
    }

    private static double standardError(List<DocumentScore> clusters, double mean, long tokens) {
        double squares = 0;
        for (DocumentScore score : clusters) {
            double residual = score.nats() - score.tokens() * mean;
            squares += residual * residual;
        }
        double count = clusters.size();
        return count < 2 ? Double.NaN : Math.sqrt(count / (count - 1) * squares) / tokens;
    }

    /** Nats a token. */
    public double mean() {
        return nats / tokens;
    }

    /** {@code exp(nats / tokens)}. */
    public double perplexity() {
        return Math.exp(mean());
    }

    /** Lower end of the perplexity's 95 % interval, at least 1 as nats are at least 0; NaN where there is none. */
    public double perplexityLow() {
        return Math.exp(Math.max(0, mean() - halfWidth()));
    }

    /** Upper end of the perplexity's 95 % interval; NaN where there is none. */
    public double perplexityHigh() {
        return Math.exp(mean() + halfWidth());
    }

    private double halfWidth() {
        if (documents < 2) {
            return Double.NaN;
        }
        return new TDistribution(null, documents - 1.0).inverseCumulativeProbability((1 + CONFIDENCE) / 2)
                * standardError;
    }
}
