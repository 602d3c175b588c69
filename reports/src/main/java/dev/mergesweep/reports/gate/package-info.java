/** May a checkpoint be released? The checks of its files and what its texts say against a reference, as one outcome. */
@NullMarked
package dev.mergesweep.reports.gate;

import org.jspecify.annotations.NullMarked;
