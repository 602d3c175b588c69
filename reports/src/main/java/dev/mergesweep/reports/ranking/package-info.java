/** From scores to a ranking with honest error bars, its verdict, and its JSON. */
@NullMarked
package dev.mergesweep.reports.ranking;

import org.jspecify.annotations.NullMarked;
