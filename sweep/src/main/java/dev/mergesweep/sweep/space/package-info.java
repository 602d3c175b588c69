@NullMarked
package dev.mergesweep.sweep.space;

import org.jspecify.annotations.NullMarked;
