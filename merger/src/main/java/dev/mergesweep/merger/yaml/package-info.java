@NullMarked
package dev.mergesweep.merger.yaml;

import org.jspecify.annotations.NullMarked;
