package dev.mergesweep.evaluator;

/**
 * One text of a domain; the cluster of all statistics.
 *
 * @param id unique in its domain: the row's {@code id}, else its number from 0
 */
public record Document(String id, String text) {}
