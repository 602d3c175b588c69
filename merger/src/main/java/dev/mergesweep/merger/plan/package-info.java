@NullMarked
package dev.mergesweep.merger.plan;

import org.jspecify.annotations.NullMarked;
