@NullMarked
package dev.mergesweep.sweep.store;

import org.jspecify.annotations.NullMarked;
