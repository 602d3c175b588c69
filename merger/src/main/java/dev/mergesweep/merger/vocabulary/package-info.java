@NullMarked
package dev.mergesweep.merger.vocabulary;

import org.jspecify.annotations.NullMarked;
