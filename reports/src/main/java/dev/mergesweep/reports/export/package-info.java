/** From a row of a ranking to a checkpoint on disk, and the proof that it is the same model. */
@NullMarked
package dev.mergesweep.reports.export;

import org.jspecify.annotations.NullMarked;
