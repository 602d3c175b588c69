package dev.mergesweep.evaluator;

import java.util.List;

/**
 * Factors on all logits at which texts are scored beside 1. Perplexity rewards a model whose logits have the right size,
 * which says nothing of what it knows: only a comparison in which each model has its own best factor leaves that out.
 *
 * @param others in ascending order, on both sides of 1; none: texts are scored as they are and nothing else is known
 */
public record LogitScales(List<Double> others) {
    public static final LogitScales NONE = new LogitScales(List.of());

    /**
     * Merges of fine-tunes lie between 1 and 1.15 as far as measured; outside of 0.8 to 1.25 a model's calibration is a matter
     * of its own.
     */
    public static final LogitScales USUAL = new LogitScales(List.of(0.8, 0.9, 1.1, 1.25));

    public LogitScales {
        others = List.copyOf(others);
    }
}
