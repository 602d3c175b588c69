@NullMarked
package dev.mergesweep.experiments;

import org.jspecify.annotations.NullMarked;
