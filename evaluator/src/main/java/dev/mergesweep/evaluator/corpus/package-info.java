@NullMarked
package dev.mergesweep.evaluator.corpus;

import org.jspecify.annotations.NullMarked;
