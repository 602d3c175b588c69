@NullMarked
package dev.mergesweep.evaluator.architecture.script;

import org.jspecify.annotations.NullMarked;
