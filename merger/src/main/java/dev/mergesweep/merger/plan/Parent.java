package dev.mergesweep.merger.plan;

import dev.mergesweep.merger.TensorSource;
import dev.mergesweep.merger.recipe.ModelReference;
import java.nio.file.Path;

/**
 * A model of a recipe, opened.
 *
 * @param folder where its tokenizer files lie
 */
public record Parent(ModelReference reference, TensorSource tensors, Path folder) {}
