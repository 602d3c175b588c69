/** Two runs side by side. */
@NullMarked
package dev.mergesweep.reports.diff;

import org.jspecify.annotations.NullMarked;
