@NullMarked
package dev.mergesweep.merger.recipe;

import org.jspecify.annotations.NullMarked;
