package dev.mergesweep.evaluator.slope;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
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

        private Part summed(int[] into, int groups) {
            double[] sums = new double[groups];
            for (int i = 0; i < into.length; i++) {
                sums[into[i]] += slopes.get(i);
            }
            return new Part(
                    domain, document, tokens, nats, Arrays.stream(sums).boxed().toList());
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

    /** How many documents of a domain were scored. */
    public int documents(String domain) {
        return clusters(domain).size();
    }

    /** Scored tokens of a domain. */
    public long tokens(String domain) {
        return tokens(clusters(domain));
    }

    /** Slopes along which the t of several tensors move together. @param group of a tensor */
    public Slopes by(UnaryOperator<String> group) {
        List<String> groups = tensors.stream().map(group).distinct().toList();
        int[] into = tensors.stream()
                .mapToInt(name -> groups.indexOf(group.apply(name)))
                .toArray();
        return new Slopes(
                groups,
                parts.stream().map(part -> part.summed(into, groups.size())).toList());
    }

    /** The mean over domains of the slope of nats a token; documents of different domains have nothing to do with each other. */
    public List<Slope> perToken() {
        List<List<Slope>> domains = domains().stream().map(this::perToken).toList();
        return IntStream.range(0, tensors.size())
                .mapToObj(i -> new Slope(
                        tensors.get(i),
                        domains.stream()
                                .mapToDouble(domain -> domain.get(i).perToken())
                                .average()
                                .orElse(Double.NaN),
                        Math.sqrt(domains.stream()
                                        .mapToDouble(domain -> domain.get(i).standardError()
                                                * domain.get(i).standardError())
                                        .sum())
                                / domains.size()))
                .toList();
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
