/** The command line. A command parses, calls and prints; it decides nothing. */
@NullMarked
package dev.mergesweep.experiments.cli;

import org.jspecify.annotations.NullMarked;
