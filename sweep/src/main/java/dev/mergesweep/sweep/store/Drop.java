package dev.mergesweep.sweep.store;

/**
 * A candidate that a race stopped.
 *
 * @param candidate its name
 * @param share of the search documents' tokens that it was scored on, 0 to 1
 * @param leader the candidate that it had visibly lost to
 */
public record Drop(String candidate, double share, String leader) {}
