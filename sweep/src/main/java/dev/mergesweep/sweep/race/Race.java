package dev.mergesweep.sweep.race;

/**
 * How a race stops early what has visibly lost.
 *
 * @param rungs number of parts into which the search documents are cut; after each but the last candidates may drop. 1: no race
 * @param error greatest chance, over the whole race, that the best candidate is dropped
 * @param margin a candidate that is less than this worse never drops; share of perplexity, 0.001 is 0.1 %
 */
public record Race(int rungs, double error, double margin) {
    /** What an experiment that says nothing gets. */
    public static final Race DEFAULT = new Race(4, 0.05, 0.001);

    /** Every document for everyone. */
    public static final Race OFF = new Race(1, 0.05, 0);

    /** Whether anyone can drop. */
    public boolean on() {
        return rungs > 1;
    }
}
