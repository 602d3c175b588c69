package dev.mergesweep.sweep.statistics;

/** From {@code low} to {@code high}. */
public record Interval(double low, double high) {}
