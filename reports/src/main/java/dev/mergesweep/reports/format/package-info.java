/** Formats of a report: each is one switch over one tree of blocks. */
@NullMarked
package dev.mergesweep.reports.format;

import org.jspecify.annotations.NullMarked;
