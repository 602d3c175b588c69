@NullMarked
package dev.mergesweep.evaluator.architecture.family;

import org.jspecify.annotations.NullMarked;
