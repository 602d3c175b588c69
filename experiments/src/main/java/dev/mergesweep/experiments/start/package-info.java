/** What the launcher does once after a build, so that every later start is quick. Changes nothing that a command prints or writes. */
@NullMarked
package dev.mergesweep.experiments.start;

import org.jspecify.annotations.NullMarked;
