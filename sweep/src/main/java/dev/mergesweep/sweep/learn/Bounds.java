package dev.mergesweep.sweep.learn;

/** Between which t is chosen, both ends included. */
public record Bounds(double low, double high) {
    public double clamp(double t) {
        return Math.clamp(t, low, high);
    }
}
