/**
 * Statistics of a table of scores: pure functions, no file, no database. Documents are the clusters, differences are
 * paired, the estimand is nats per token. Everything is sorted by name first, so equal scores give equal bits whatever
 * order they come in and however many threads compute.
 */
@NullMarked
package dev.mergesweep.sweep.statistics;

import org.jspecify.annotations.NullMarked;
