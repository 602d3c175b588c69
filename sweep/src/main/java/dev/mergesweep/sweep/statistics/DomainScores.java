package dev.mergesweep.sweep.statistics;

import java.util.Arrays;
import java.util.List;

/** Nats of the complete candidates of a {@link ScoreTable} on the documents of one domain. */
public final class DomainScores {
    private final String name;
    private final List<String> documents;
    private final double[] sizes;
    private final double[][] nats;
    private final double size;
    private final double[] totals;

    /**
     * @param sizes what the nats of each document are divided by
     * @param nats per candidate, per document
     */
    DomainScores(String name, List<String> documents, double[] sizes, double[][] nats) {
        this.name = name;
        this.documents = documents;
        this.sizes = sizes;
        this.nats = nats;
        size = sum(sizes);
        totals = Arrays.stream(nats).mapToDouble(DomainScores::sum).toArray();
    }

    public String name() {
        return name;
    }

    /** Ids of the documents with scored tokens, sorted; every candidate has a score on each. */
    public List<String> documents() {
        return documents;
    }

    /** Tokens of all documents, or bytes times ln 2, as the measure counts. */
    public double size() {
        return size;
    }

    /** How many documents of equal length would tell as much: {@code N^2 / sum n^2}. */
    public double effectiveDocuments() {
        double squares = 0;
        for (double size : sizes) {
            squares += size * size;
        }
        return size * size / squares;
    }

    /** Summed nats of a candidate, by its place in {@link ScoreTable#candidates()}. */
    public double nats(int candidate) {
        return totals[candidate];
    }

    public double nats(int candidate, int document) {
        return nats[candidate][document];
    }

    /** Summed nats by summed size: the estimand. */
    public double theta(int candidate) {
        return totals[candidate] / size;
    }

    double[] sizes() {
        return sizes;
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }
}
