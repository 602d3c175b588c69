@NullMarked
package dev.mergesweep.evaluator.architecture;

import org.jspecify.annotations.NullMarked;
