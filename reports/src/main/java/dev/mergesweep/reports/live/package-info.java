/** The report of a run while it goes on, for a browser on the same machine. */
@NullMarked
package dev.mergesweep.reports.live;

import org.jspecify.annotations.NullMarked;
