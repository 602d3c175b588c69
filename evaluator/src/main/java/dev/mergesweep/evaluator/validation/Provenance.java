package dev.mergesweep.evaluator.validation;

import dev.mergesweep.merger.checkpoint.Checkpoint;
import dev.mergesweep.merger.yaml.Hint;
import dev.mergesweep.merger.yaml.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The checkpoint, and its parents, against the digests in the {@code merge.json} that was written beside it. */
final class Provenance {
    private static final int SHOWN = 5;

    private Provenance() {}

    static List<Finding> of(Checkpoint checkpoint) throws IOException {
        Path file = checkpoint.folder().resolve("merge.json");
        if (!Files.exists(file)) {
            String why = "there is no merge.json";
            return List.of(Finding.skip(Check.PROVENANCE, why), Finding.skip(Check.PARENTS, why));
        }
        JsonNode json;
        try {
            json = JsonMapper.shared().readTree(Files.readAllBytes(file));
        } catch (JacksonException e) {
            return List.of(
                    Finding.fail(Check.PROVENANCE, "merge.json is not JSON", "Merge again"),
                    Finding.skip(Check.PARENTS, "merge.json cannot be read"));
        }
        List<Finding> findings = new ArrayList<>();
        findings.add(tensors(checkpoint, json.path("tensors")));
        json.path("parents").forEach(parent -> findings.add(parent(parent)));
        return findings;
    }

    private static Finding tensors(Checkpoint checkpoint, JsonNode tensors) {
        List<String> changed = new ArrayList<>();
        for (Map.Entry<String, JsonNode> tensor : tensors.properties()) {
            String digest = tensor.getValue().path("digest").asString("");
            // A tensor that is missing is told by another check.
            if (checkpoint.headers().containsKey(tensor.getKey())
                    && !checkpoint.identity(tensor.getKey()).equals(digest)) {
                changed.add(tensor.getKey());
            }
        }
        return changed.isEmpty()
                ? Finding.pass(Check.PROVENANCE, "%d digests of merge.json agree".formatted(tensors.size()))
                : Finding.fail(
                        Check.PROVENANCE,
                        "changed since the merge: " + shown(changed),
                        "Merge again, or see what changed with: " + Hint.of("verify", checkpoint.name()));
    }

    private static Finding parent(JsonNode parent) {
        String folder = parent.path("folder").asString("");
        Checkpoint opened;
        try {
            opened = Checkpoint.open(Path.of(folder));
        } catch (InputException e) {
            return Finding.skip(Check.PARENTS, parent.path("model").asString(folder) + " is not on this machine");
        }
        List<String> changed = new ArrayList<>();
        for (Map.Entry<String, JsonNode> tensor : parent.path("tensors").properties()) {
            if (!opened.headers().containsKey(tensor.getKey())
                    || !opened.identity(tensor.getKey())
                            .equals(tensor.getValue().asString(""))) {
                changed.add(tensor.getKey());
            }
        }
        return changed.isEmpty()
                ? Finding.pass(Check.PARENTS, folder + " is unchanged")
                : Finding.warn(
                        Check.PARENTS,
                        "%s has changed since the merge: %s".formatted(folder, shown(changed)),
                        "The merge cannot be made again from it");
    }

    private static String shown(List<String> names) {
        return String.join(", ", names.subList(0, Math.min(SHOWN, names.size())))
                + (names.size() > SHOWN ? " and %d more".formatted(names.size() - SHOWN) : "");
    }
}
