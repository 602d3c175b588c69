package dev.mergesweep.sweep.learn;

import dev.mergesweep.evaluator.slope.Slopes;
import java.util.List;

/**
 * What a pass forward and back saw at one schedule, domain by domain.
 *
 * @param tensors that have a slope
 */
public record SlopeTable(List<String> tensors, List<DomainSlopes> domains) {

    /**
     * @param tokens that were scored
     * @param nats a token
     * @param slopes d nats a token / d t, by tensor
     * @param errors standard errors of the slopes over documents; infinite of a single document
     */
    public record DomainSlopes(String domain, long tokens, double nats, List<Double> slopes, List<Double> errors) {
        public DomainSlopes {
            slopes = List.copyOf(slopes);
            errors = List.copyOf(errors);
        }
    }

    public SlopeTable {
        tensors = List.copyOf(tensors);
        domains = List.copyOf(domains);
    }

    public static SlopeTable of(Slopes slopes) {
        return new SlopeTable(
                slopes.tensors(),
                slopes.domains().stream().map(domain -> domain(slopes, domain)).toList());
    }

    private static DomainSlopes domain(Slopes slopes, String domain) {
        List<Slopes.Slope> mine = slopes.perToken(domain);
        long tokens = slopes.parts().stream()
                .filter(part -> part.domain().equals(domain))
                .mapToLong(Slopes.Part::tokens)
                .sum();
        return new DomainSlopes(
                domain,
                tokens,
                slopes.natsPerToken(domain),
                mine.stream().map(Slopes.Slope::perToken).toList(),
                mine.stream()
                        .map(slope ->
                                Double.isNaN(slope.standardError()) ? Double.POSITIVE_INFINITY : slope.standardError())
                        .toList());
    }
}
