package dev.mergesweep.evaluator.slope;

import java.util.List;
import java.util.stream.IntStream;

/**
 * d nats / d t of every tensor that has a t, document by document.
 *
 * @param tensors as the checkpoint names them, in the order in which it is written
 * @param parts what was seen of each document, in the order of the texts
 */
public record Slopes(List<String> tensors, List<Part> parts) {

    /**
     * What a pass saw of one document; all of it, unless only some packs were run.
     *
     * @param document id, unique in its domain
     * @param tokens that were scored
     * @param nats summed negative log-likelihood of these tokens
     * @param slopes d nats / d t by tensor
     */
    public record Part(String domain, String document, long tokens, double nats, List<Double> slopes) {
        public Part {
            slopes = List.copyOf(slopes);
        }
    }

    /**
     * Of nats a token, with what the choice of documents leaves open: documents are the clusters of a ratio estimator, as for
     * {@link dev.mergesweep.evaluator.Estimate}.
     *
     * @param perToken sum of the slopes over sum of the tokens
     * @param standardError of it; NaN with fewer than two documents
     */
    public record Slope(String tensor, double perToken, double standardError) {}

    public Slopes {
        tensors = List.copyOf(tensors);
        parts = List.copyOf(parts);
    }

    /** Names of the domains, in order. */
    public List<String> domains() {
        return parts.stream().map(Part::domain).distinct().toList();
    }

    /** Nats a token of one domain. */
    public double natsPerToken(String domain) {
        List<Part> clusters = clusters(domain);
        double nats = clusters.stream().mapToDouble(Part::nats).sum();
        return nats / tokens(clusters);
    }

    /** The slope of nats a token of one domain, by tensor. */
    public List<Slope> perToken(String domain) {
        List<Part> clusters = clusters(domain);
        long tokens = tokens(clusters);
        return IntStream.range(0, tensors.size())
                .mapToObj(index -> slope(index, clusters, tokens))
                .toList();
    }

    private Slope slope(int index, List<Part> clusters, long tokens) {
        double sum = 0;
        for (Part part : clusters) {
            sum += part.slopes().get(index);
        }
        double mean = sum / tokens;
        double squares = 0;
        for (Part part : clusters) {
            double residual = part.slopes().get(index) - part.tokens() * mean;
            squares += residual * residual;
        }
        double count = clusters.size();
        double error = count < 2 ? Double.NaN : Math.sqrt(count / (count - 1) * squares) / tokens;
        return new Slope(tensors.get(index), mean, error);
    }

    private List<Part> clusters(String domain) {
        return parts.stream()
                .filter(part -> part.tokens() > 0 && part.domain().equals(domain))
                .toList();
    }

    private static long tokens(List<Part> clusters) {
        return clusters.stream().mapToLong(Part::tokens).sum();
    }
}
