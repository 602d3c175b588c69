/** How scores change with t: derivatives of nats, from a forward and a backward pass. */
@NullMarked
package dev.mergesweep.evaluator.slope;

import org.jspecify.annotations.NullMarked;
