package dev.mergesweep.sweep.candidate;

import dev.mergesweep.merger.TensorSource;
import dev.mergesweep.merger.yaml.YamlNode;
import dev.mergesweep.sweep.store.StoredCandidate;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Something that can be scored.
 *
 * @param description what the store keeps of it
 * @param tensors its weights; merged as they are read
 * @param recipe plain mergekit YAML that makes it; null for a checkpoint
 */
public record Candidate(
        StoredCandidate description,
        TensorSource tensors,
        @Nullable Written recipe) {

    /**
     * A filled recipe.
     *
     * @param folder what its paths are relative to
     */
    public record Written(YamlNode yaml, Path folder) {}

    /** {@code parent-0}, {@code parent-1}, {@code uniform-0.5}, else the id. */
    public String name() {
        return description.name();
    }

    /** SHA-256 of the canonical form, in hexadecimal. */
    public String digest() {
        return description.digest();
    }
}
