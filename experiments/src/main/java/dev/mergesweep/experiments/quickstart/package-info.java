/** Makes the parents and texts of the quickstart: two small fine-tunes of one base, from grammars, with fixed seeds. */
@NullMarked
package dev.mergesweep.experiments.quickstart;

import org.jspecify.annotations.NullMarked;
