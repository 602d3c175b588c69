package dev.mergesweep.sweep.statistics;

import java.util.List;
import java.util.Map;

/**
 * How much each domain counts in the objective.
 *
 * @param byDomain 0 or more, by the domain's name; a domain that is not named has 1
 */
public record Weights(Map<String, Double> byDomain) {
    /** Every domain counts the same. */
    public static final Weights EQUAL = new Weights(Map.of());

    public Weights {
        byDomain = Map.copyOf(byDomain);
        byDomain.forEach((domain, weight) -> {
            if (!(weight >= 0 && Double.isFinite(weight))) {
                throw new IllegalArgumentException(
                        "weight of %s is %s; weights are 0 or more".formatted(domain, weight));
            }
        });
    }

    /** Weights of these domains, scaled to a sum of 1. */
    public double[] over(List<DomainScores> domains) {
        double[] weights = domains.stream()
                .mapToDouble(domain -> byDomain.getOrDefault(domain.name(), 1.0))
                .toArray();
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        if (!(sum > 0)) {
            throw new IllegalArgumentException("every domain has weight 0");
        }
        for (int k = 0; k < weights.length; k++) {
            weights[k] /= sum;
        }
        return weights;
    }
}
