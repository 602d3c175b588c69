@NullMarked
package dev.mergesweep.sweep.search;

import org.jspecify.annotations.NullMarked;
