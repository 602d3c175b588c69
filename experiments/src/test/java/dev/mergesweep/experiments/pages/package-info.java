/** The pages for those who carry on, tried by doing what they say. */
@NullMarked
package dev.mergesweep.experiments.pages;

import org.jspecify.annotations.NullMarked;
