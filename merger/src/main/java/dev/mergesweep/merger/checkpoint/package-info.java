@NullMarked
package dev.mergesweep.merger.checkpoint;

import org.jspecify.annotations.NullMarked;
