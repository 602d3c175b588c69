package dev.mergesweep.sweep.learn;

import dev.mergesweep.sweep.learn.SlopeTable.DomainSlopes;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * An objective whose bend is a sum over tensors of {@code curvature / 2 * (t - best)^2} as far as it is their own; the rest
 * depends on where they are in the mean, weighted by curvature. In two domains.
 *
 * @param own share of the bend, 0 to 1
 */
public record Bowl(SequencedMap<String, Double> best, Map<String, Double> curvature, double own) {
    public static final Map<String, Double> FACTORS = Map.of("code", 0.75, "prose", 0.25);

    /** Tensors do not mind each other. */
    public Bowl(SequencedMap<String, Double> best, Map<String, Double> curvature) {
        this(best, curvature, 1);
    }

    private double curvature(String tensor) {
        return curvature.getOrDefault(tensor, 0.0);
    }

    private double away(Map<String, Double> schedule, String tensor) {
        return schedule.getOrDefault(tensor, 0.0) - best.getOrDefault(tensor, 0.0);
    }

    private double weight() {
        return best.keySet().stream().mapToDouble(this::curvature).sum();
    }

    private double mean(Map<String, Double> schedule) {
        return best.keySet().stream()
                        .mapToDouble(tensor -> curvature(tensor) * away(schedule, tensor))
                        .sum()
                / weight();
    }

    public double value(Map<String, Double> schedule) {
        double sum = 2 + (1 - own) * weight() / 2 * mean(schedule) * mean(schedule);
        for (String tensor : best.keySet()) {
            sum += own * curvature(tensor) / 2 * Math.pow(away(schedule, tensor), 2);
        }
        return sum;
    }

    /** @param error of every slope */
    public SlopeTable slopes(Map<String, Double> schedule, double error) {
        List<String> tensors = List.copyOf(best.keySet());
        double mean = mean(schedule);
        List<Double> slopes = tensors.stream()
                .map(tensor -> curvature(tensor) * (own * away(schedule, tensor) + (1 - own) * mean))
                .toList();
        List<Double> errors = tensors.stream().map(_ -> error).toList();
        // The two domains disagree, and their weighted mean is the slope.
        List<Double> code = slopes.stream().map(slope -> slope + 0.5).toList();
        List<Double> prose = slopes.stream().map(slope -> slope - 1.5).toList();
        double value = value(schedule);
        return new SlopeTable(
                tensors,
                List.of(
                        new DomainSlopes("code", 100, value - 1, code, errors),
                        new DomainSlopes("prose", 100, value + 3, prose, errors)));
    }

    public DiagonalMap map(double error) {
        TreeMap<Double, SlopeTable> seen = new TreeMap<>();
        for (double t : new double[] {0.25, 0.5, 0.75}) {
            TreeMap<String, Double> uniform = new TreeMap<>();
            best.keySet().forEach(tensor -> uniform.put(tensor, t));
            seen.put(t, slopes(uniform, error));
        }
        return DiagonalMap.of(seen, FACTORS);
    }
}
