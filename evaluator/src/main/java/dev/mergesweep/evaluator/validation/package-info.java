/** Is a checkpoint fit to release? Everything that breaks merged models in practice, each a named check. */
@NullMarked
package dev.mergesweep.evaluator.validation;

import org.jspecify.annotations.NullMarked;
