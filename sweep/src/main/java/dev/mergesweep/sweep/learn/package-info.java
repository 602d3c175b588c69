/** Choosing t by derivatives: a map of what every tensor's t does, its optimum, descent, and recipes that say the same in fewer words. */
@NullMarked
package dev.mergesweep.sweep.learn;

import org.jspecify.annotations.NullMarked;
