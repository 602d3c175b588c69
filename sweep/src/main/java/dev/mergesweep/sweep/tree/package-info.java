@NullMarked
package dev.mergesweep.sweep.tree;

import org.jspecify.annotations.NullMarked;
