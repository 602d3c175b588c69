/** The main charts as SVG files, for slides: drawn here, without a browser. */
@NullMarked
package dev.mergesweep.reports.picture;

import org.jspecify.annotations.NullMarked;
