@NullMarked
package dev.mergesweep.evaluator;

import org.jspecify.annotations.NullMarked;
