@NullMarked
package dev.mergesweep.evaluator.protocol;

import org.jspecify.annotations.NullMarked;
