@NullMarked
package dev.mergesweep.evaluator.chat;

import org.jspecify.annotations.NullMarked;
