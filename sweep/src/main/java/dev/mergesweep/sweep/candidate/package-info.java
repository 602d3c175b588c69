@NullMarked
package dev.mergesweep.sweep.candidate;

import org.jspecify.annotations.NullMarked;
