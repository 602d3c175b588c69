package dev.mergesweep.sweep.statistics;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Quantiles of Student's t, each computed once: in a table of one domain all candidates have the same degrees of freedom, to a last bit or two. */
public final class Quantiles {
    private final Map<Asked, Double> known = new ConcurrentHashMap<>();

    private record Asked(double probability, double df) {}

    /** The t that is not exceeded with a probability above 1/2 and below 1. */
    double of(double probability, double df) {
        return known.computeIfAbsent(
                new Asked(probability, df), asked -> StudentT.quantile(asked.probability(), asked.df()));
    }
}
