package dev.mergesweep.reports.ranking;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The ranking once more, each model with its logits multiplied by the factor that is best for itself. Perplexity rewards
 * logits of the right size, which a factor gives to any model for nothing; a lead that is gone here was no more than that.
 *
 * @param rows by objective, equal ones by id; the best of the ranking, baselines and the reference, as far as they were scored
 *     at several scales
 */
public record ScaleControl(List<Control> rows) {
    /** Nobody scored at more than one scale. */
    public static final ScaleControl UNKNOWN = new ScaleControl(List.of());

    public ScaleControl {
        rows = List.copyOf(rows);
    }

    /**
     * One candidate at its best scale.
     *
     * @param scale factor on the logits, chosen on the texts that the search read
     * @param atEdge whether it is the smallest or largest that was looked at
     * @param objective on the ranked split at that scale
     * @param difference to the reference at the reference's own best scale; null for the reference itself
     * @param percent that difference in percent of perplexity; null for the reference itself
     * @param tiedForFirst in the 90 % model confidence set of these rows
     */
    public record Control(
            String candidate,
            double scale,
            boolean atEdge,
            Row.Estimate objective,
            Row.@Nullable Estimate difference,
            Row.@Nullable Percent percent,
            boolean tiedForFirst) {}

    Optional<Control> of(@Nullable String candidate) {
        return rows.stream().filter(row -> row.candidate().equals(candidate)).findFirst();
    }
}
