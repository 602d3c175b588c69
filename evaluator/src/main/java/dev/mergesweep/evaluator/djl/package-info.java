@NullMarked
package dev.mergesweep.evaluator.djl;

import org.jspecify.annotations.NullMarked;
