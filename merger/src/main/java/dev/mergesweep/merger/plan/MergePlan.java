package dev.mergesweep.merger.plan;

import dev.mergesweep.merger.yaml.Problem;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * Everything that a merge will do, known before a byte of a tensor is read.
 *
 * @param parents the models that give tensors or the tokenizer; inputs refer to them by index
 * @param tensors in the order in which they are written
 * @param config the output's {@code config.json}
 * @param files what else the output holds: tokenizer, chat template, generation settings
 * @param warnings what the reader of the output should know
 */
public record MergePlan(
        List<Parent> parents,
        List<PlannedTensor> tensors,
        ObjectNode config,
        List<OutputFile> files,
        List<Problem> warnings) {
    public MergePlan {
        parents = List.copyOf(parents);
        tensors = List.copyOf(tensors);
        files = List.copyOf(files);
        warnings = List.copyOf(warnings);
        config = config.deepCopy();
    }

    /** Without files. */
    public MergePlan(List<Parent> parents, List<PlannedTensor> tensors, ObjectNode config, List<Problem> warnings) {
        this(parents, tensors, config, List.of(), warnings);
    }

    @Override
    public ObjectNode config() {
        return config.deepCopy();
    }
}
