package dev.mergesweep.sweep.race;

import dev.mergesweep.sweep.race.RaceTable.DomainTable;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * By how much one candidate trails another, paired by document: the ratio estimator with documents as clusters. The degrees
 * of freedom count effective documents, because where a few long documents carry the sum a bound that counts all of them is
 * too short.
 *
 * @param value difference of the objectives, nats a token; above 0: it trails
 * @param standardError of the value; infinite where a domain has too few documents to tell
 * @param df degrees of freedom by Welch and Satterthwaite
 */
record Deficit(double value, double standardError, double df) {

    static Deficit of(RaceTable table, int candidate, int leader) {
        double value = 0;
        double variance = 0;
        double spread = 0;
        for (DomainTable domain : table.domains()) {
            double weight = domain.weight() / table.weights();
            if (weight == 0) {
                continue;
            }
            double delta = domain.theta(candidate) - domain.theta(leader);
            double part = weight * weight * variance(domain, candidate, leader, delta);
            value += weight * delta;
            variance += part;
            spread += part * part / (domain.effectiveDocuments() - 1);
        }
        return new Deficit(value, Math.sqrt(variance), spread == 0 ? 1 : variance * variance / spread);
    }

    private static double variance(DomainTable domain, int candidate, int leader, double delta) {
        double squares = 0;
        int documents = domain.sizes().length;
        for (int g = 0; g < documents; g++) {
            double residual = domain.nats()[candidate][g] - domain.nats()[leader][g] - domain.sizes()[g] * delta;
            squares += residual * residual;
        }
        double size = domain.size();
        return domain.effectiveDocuments() < 2
                ? Double.POSITIVE_INFINITY
                : squares * documents / (documents - 1) / (size * size);
    }

    /** Whether the one-sided bound at this level lies above 0. @param level chance of error, 0 to 1 */
    boolean visible(double level) {
        if (!Double.isFinite(standardError) || !(value > 0)) {
            return false;
        }
        if (standardError == 0) {
            return true;
        }
        double quantile = -new TDistribution(null, Math.max(1, df)).inverseCumulativeProbability(level);
        return value - quantile * standardError > 0;
    }
}
