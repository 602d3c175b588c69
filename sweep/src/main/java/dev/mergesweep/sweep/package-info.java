@NullMarked
package dev.mergesweep.sweep;

import org.jspecify.annotations.NullMarked;
