@NullMarked
package dev.mergesweep.merger;

import org.jspecify.annotations.NullMarked;
