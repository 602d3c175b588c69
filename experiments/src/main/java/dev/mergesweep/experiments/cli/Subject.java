package dev.mergesweep.experiments.cli;

import dev.mergesweep.merger.TensorSource;
import dev.mergesweep.merger.checkpoint.Checkpoint;
import dev.mergesweep.merger.yaml.Problem;
import java.nio.file.Path;
import java.util.List;

/**
 * What a command is about: a checkpoint, or the merge that a recipe describes.
 *
 * @param tokenizer folder with the tokenizer's files
 */
record Subject(TensorSource tensors, Path tokenizer, List<Problem> warnings) {

    static Subject open(String name, CommonOptions.Merging merging) {
        Checkpoint checkpoint = Checkpoint.open(name);
        return new Subject(checkpoint, checkpoint.folder(), List.of());
    }
}
