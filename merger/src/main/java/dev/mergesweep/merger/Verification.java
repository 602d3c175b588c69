package dev.mergesweep.merger;

import dev.mergesweep.merger.Merge.Manner;
import dev.mergesweep.merger.Merge.RecipeText;
import dev.mergesweep.merger.checkpoint.Checkpoint;
import dev.mergesweep.merger.checkpoint.Digests;
import dev.mergesweep.merger.plan.Parent;
import dev.mergesweep.merger.yaml.InputException;
import dev.mergesweep.merger.yaml.Place;
import dev.mergesweep.merger.yaml.Strictness;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A merge made again in memory from its {@code merge.json}, held against the files tensor by tensor.
 *
 * @param tensors that were compared
 * @param differences sentences; empty where every bit is the same
 * @param changedParents sentences, one for every parent that is no longer what was merged: the likely cause of differences
 */
public record Verification(int tensors, List<String> differences, List<String> changedParents) {
    private static final long ALIGNMENT = 64;

    public Verification {
        differences = List.copyOf(differences);
        changedParents = List.copyOf(changedParents);
    }

    public boolean identical() {
        return differences.isEmpty();
    }

    /**
     * Merges again what a checkpoint says it was merged from.
     *
     * @throws InputException where there is no usable {@code merge.json}, or its recipe can no longer be merged
     */
    public static Verification of(Checkpoint checkpoint) throws IOException {
        JsonNode json = provenance(checkpoint);
        JsonNode recipe = json.path("recipe");
        Merge merge = Merge.open(
                new RecipeText(
                        recipe.path("name").asString("merge.json"),
                        recipe.path("text").asString(""),
                        Path.of(recipe.path("folder").asString("."))),
                new Manner(
                        Numerics.valueOf(json.path("numerics").asString("exact").toUpperCase(Locale.ROOT)),
                        json.path("lenient").asBoolean(false) ? Strictness.LENIENT : Strictness.STRICT));
        MergedTensors again = merge.tensors();
        List<String> differences = again.headers().keySet().stream()
                .map(tensor -> difference(checkpoint, again, tensor))
                .filter(Objects::nonNull)
                .toList();
        List<String> extra = checkpoint.headers().keySet().stream()
                .filter(tensor -> !again.headers().containsKey(tensor))
                .map(tensor -> tensor + ": the merge does not make this tensor")
                .toList();
        return new Verification(
                again.headers().size(),
                Stream.concat(differences.stream(), extra.stream()).toList(),
                changed(merge.plan().parents(), json.path("parents")));
    }

    private static List<String> changed(List<Parent> parents, JsonNode written) {
        List<String> changed = new ArrayList<>();
        for (int i = 0; i < parents.size(); i++) {
            TensorSource parent = parents.get(i).tensors();
            long others = written.path(i).path("tensors").properties().stream()
                    .filter(tensor -> !parent.headers().containsKey(tensor.getKey())
                            || !parent.identity(tensor.getKey())
                                    .equals(tensor.getValue().asString("")))
                    .count();
            if (others > 0) {
                changed.add("%s has changed since the merge: %d of its %d tensors are others"
                        .formatted(
                                parents.get(i).folder(),
                                others,
                                written.path(i).path("tensors").size()));
            }
        }
        return changed;
    }

    private static @Nullable String difference(Checkpoint checkpoint, TensorSource again, String tensor) {
        TensorSource.Header header = Objects.requireNonNull(again.headers().get(tensor));
        TensorSource.Header written = checkpoint.headers().get(tensor);
        if (written == null) {
            return tensor + ": missing in the checkpoint";
        }
        if (!written.equals(header)) {
            return "%s: the checkpoint has %s %s, the merge makes %s %s"
                    .formatted(tensor, written.type(), written.shape(), header.type(), header.shape());
        }
        try (Arena arena = Arena.ofShared()) {
            MemorySegment bytes =
                    arena.allocate(Math.max(header.bytes(), 1), ALIGNMENT).asSlice(0, header.bytes());
            again.read(tensor, bytes);
            return Digests.of(header, bytes).equals(checkpoint.identity(tensor))
                    ? null
                    : tensor + ": other bits than the merge makes";
        }
    }

    private static JsonNode provenance(Checkpoint checkpoint) throws IOException {
        Path file = checkpoint.folder().resolve(Provenance.FILE);
        Place place = Place.of(file.toString());
        if (!Files.exists(file)) {
            throw new InputException(place, "the file is missing", "Only what merge or export wrote can be verified");
        }
        try {
            JsonNode json = JsonMapper.shared().readTree(Files.readAllBytes(file));
            if (json.path("recipe").path("text").isString()) {
                return json;
            }
        } catch (JacksonException e) {
            throw new InputException(place, "the file is not valid JSON: " + e.getOriginalMessage(), "Merge again");
        }
        throw new InputException(place, "the file holds no recipe", "Merge again");
    }
}
