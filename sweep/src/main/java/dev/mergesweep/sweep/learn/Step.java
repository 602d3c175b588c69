package dev.mergesweep.sweep.learn;

/**
 * A moment on the way of a descent.
 *
 * @param number of Adam's steps so far; 0 is the map's optimum, {@link #START} where all began
 * @param cost so far, in candidates scored on the search texts
 * @param value the objective on the texts held back, nats a token
 * @param kept whether it is the best so far
 */
public record Step(int number, double cost, double value, boolean kept) {
    /** Nothing is learned yet. */
    public static final int START = -1;
}
