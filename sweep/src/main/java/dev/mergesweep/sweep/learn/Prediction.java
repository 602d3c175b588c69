package dev.mergesweep.sweep.learn;

/**
 * What a merge would score.
 *
 * @param value of the objective, nats a token or what it is measured in
 * @param error standard error of {@code value} as a guess of what is measured, at least 0
 */
public record Prediction(double value, double error) {}
