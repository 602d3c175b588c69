/** What fuzzing programs have in common: each runs in a process of its own, with an hourglass over every input. */
@NullMarked
package dev.mergesweep.merger.fuzz;

import org.jspecify.annotations.NullMarked;
