package dev.mergesweep.sweep.store;

/**
 * How far a run was when it was last worked on.
 *
 * @param seconds worked on it, over all processes
 * @param secondsLeft from what stages cost; -1 where nothing was measured yet
 * @param finished whether everything was scored
 */
public record Clock(double seconds, double secondsLeft, boolean finished) {
    /** Nobody worked on it. */
    static final Clock NEVER = new Clock(0, -1, false);
}
