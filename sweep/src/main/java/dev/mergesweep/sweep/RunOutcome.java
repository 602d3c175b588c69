package dev.mergesweep.sweep;

import java.nio.file.Path;

/**
 * How a run ended. What it found is in its folder: {@link dev.mergesweep.sweep.store.StoredRun#read}.
 *
 * @param finished false: it was stopped, and the same command goes on
 * @param scored candidates with a score on every document that was asked of them, baselines included
 * @param failed candidates that could not be scored
 * @param newScores (candidate, document) pairs that this process scored; 0: all was done before
 */
public record RunOutcome(Path folder, boolean finished, int scored, int failed, long newScores) {}
