package dev.mergesweep.sweep.learn;

import dev.mergesweep.sweep.space.Learned.Rule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The t of every tensor as a linear function of a few numbers: each is a mean of at most two of them. Read off the recipes
 * themselves, so that gradients, filters and slices mean here what they mean when the recipe is merged.
 */
public final class LinearSchedule {
    private final Parameters parameters;
    private final SequencedMap<String, List<Share>> shares = new LinkedHashMap<>();
    private final List<List<String>> concerned = new ArrayList<>();

    /** @param weight of a number in a tensor's t, more than 0 to 1 */
    private record Share(int number, double weight) {}

    /** @param schedule gives the t of every tensor under a list of t */
    public LinearSchedule(
            Parameters parameters, Function<List<Rule>, ? extends Map<String, @Nullable Double>> schedule) {
        this.parameters = parameters;
        boolean single = parameters.entries().stream().allMatch(entry -> entry.numbers() == 1);
        if (single) {
            // Every number is told by its value: one question instead of one a number.
            double[] told = new double[parameters.size()];
            for (int k = 0; k < told.length; k++) {
                told[k] = (k + 1.0) / (told.length + 1);
            }
            schedule.apply(parameters.rules(told)).forEach((tensor, t) -> {
                if (t != null) {
                    int number = (int) Math.round(t * (told.length + 1)) - 1;
                    shares.put(tensor, List.of(new Share(number, 1)));
                }
            });
        } else {
            for (int k = 0; k < parameters.size(); k++) {
                double[] unit = new double[parameters.size()];
                unit[k] = 1;
                int number = k;
                schedule.apply(parameters.rules(unit)).forEach((tensor, t) -> {
                    if (t != null && t != 0) {
                        shares.computeIfAbsent(tensor, _ -> new ArrayList<>()).add(new Share(number, t));
                    }
                });
            }
        }
        for (int k = 0; k < parameters.size(); k++) {
            concerned.add(new ArrayList<>());
        }
        shares.forEach((tensor, mine) ->
                mine.forEach(share -> concerned.get(share.number()).add(tensor)));
    }

    public Parameters parameters() {
        return parameters;
    }

    public int size() {
        return parameters.size();
    }

    /** By tensor. */
    public SequencedMap<String, Double> schedule(double[] numbers) {
        SequencedMap<String, Double> schedule = new LinkedHashMap<>();
        shares.forEach((tensor, mine) -> {
            double t = 0;
            for (Share share : mine) {
                t += share.weight() * numbers[share.number()];
            }
            schedule.put(tensor, t);
        });
        return schedule;
    }

    /** Derivatives by number of something whose derivatives by tensor are known. */
    public double[] pulledBack(Map<String, Double> slopes) {
        double[] back = new double[size()];
        shares.forEach((tensor, mine) -> {
            for (Share share : mine) {
                back[share.number()] += share.weight() * slopes.getOrDefault(tensor, 0.0);
            }
        });
        return back;
    }

    /** A function of a tensor and its t. */
    public interface ByTensor {
        double at(String tensor, double t);
    }

    /** The sum of a function over the tensors whose t a number has a part in. */
    public double value(int number, double[] numbers, ByTensor function) {
        double sum = 0;
        for (String tensor : concerned.get(number)) {
            double t = 0;
            for (Share share : shares.getOrDefault(tensor, List.of())) {
                t += share.weight() * numbers[share.number()];
            }
            sum += function.at(tensor, t);
        }
        return sum;
    }
}
