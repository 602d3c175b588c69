@NullMarked
package dev.mergesweep.sweep.race;

import org.jspecify.annotations.NullMarked;
