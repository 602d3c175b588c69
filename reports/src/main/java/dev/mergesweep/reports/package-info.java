@NullMarked
package dev.mergesweep.reports;

import org.jspecify.annotations.NullMarked;
