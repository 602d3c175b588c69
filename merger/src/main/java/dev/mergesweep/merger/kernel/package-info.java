/**
 * Arithmetic over tensors, in tiles of 1024 or 4096 floats: decode, a plain loop over {@code float[]}, encode. Knows memory, no file.
 */
@NullMarked
package dev.mergesweep.merger.kernel;

import org.jspecify.annotations.NullMarked;
