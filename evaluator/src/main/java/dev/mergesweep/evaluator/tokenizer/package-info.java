@NullMarked
package dev.mergesweep.evaluator.tokenizer;

import org.jspecify.annotations.NullMarked;
