package dev.mergesweep.merger.recipe;

import dev.mergesweep.merger.yaml.Place;

/**
 * A model as a recipe names it. Two references are the same model only if their texts are equal, as in mergekit: {@code a} and
 * {@code a/} are two models.
 *
 * @param path a folder, or a name in the Hugging Face cache with {@code @REVISION} where the recipe has one
 */
public record ModelReference(String path, Place place) {

    @Override
    public boolean equals(Object other) {
        return other instanceof ModelReference reference && path.equals(reference.path);
    }

    @Override
    public int hashCode() {
        return path.hashCode();
    }

    @Override
    public String toString() {
        return path;
    }
}
