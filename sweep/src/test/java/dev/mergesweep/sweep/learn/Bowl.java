package dev.mergesweep.sweep.learn;

import dev.mergesweep.sweep.learn.SlopeTable.DomainSlopes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/** An objective that is a sum over tensors of {@code curvature / 2 * (t - best)^2}, in two domains. */
public record Bowl(SequencedMap<String, Double> best, Map<String, Double> curvature) {
    public static final Map<String, Double> FACTORS = Map.of("code", 0.75, "prose", 0.25);

    public double value(Map<String, Double> schedule) {
        double sum = 2;
        for (Map.Entry<String, Double> tensor : best.entrySet()) {
            double away = schedule.getOrDefault(tensor.getKey(), 0.0) - tensor.getValue();
            sum += curvature.getOrDefault(tensor.getKey(), 0.0) / 2 * away * away;
        }
        return sum;
    }

    /** @param error of every slope */
    public SlopeTable slopes(Map<String, Double> schedule, double error) {
        List<String> tensors = List.copyOf(best.keySet());
        List<Double> slopes = new ArrayList<>();
        for (String tensor : tensors) {
            double away = schedule.getOrDefault(tensor, 0.0) - best.getOrDefault(tensor, 0.0);
            slopes.add(curvature.getOrDefault(tensor, 0.0) * away);
        }
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
