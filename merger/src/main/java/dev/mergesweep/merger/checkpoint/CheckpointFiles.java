package dev.mergesweep.merger.checkpoint;

import dev.mergesweep.merger.yaml.InputException;
import dev.mergesweep.merger.yaml.Place;
import dev.mergesweep.merger.yaml.Problem;
import dev.mergesweep.merger.yaml.Problems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Finds the files of a checkpoint's folder and holds them against each other. */
final class CheckpointFiles {
    static final String SINGLE = "model.safetensors";
    static final String INDEX = "model.safetensors.index.json";

    private final Path folder;
    private final String name;

    CheckpointFiles(Path folder, String name) {
        this.folder = folder;
        this.name = name;
    }

    /** The folder's {@code config.json}. @throws InputException where it is missing or no JSON object */
    ObjectNode config() {
        return object("config.json", "A checkpoint folder holds a config.json beside its weights");
    }

    /** For every tensor the file that holds it, in the order of files and bytes. @throws InputException naming every mistake */
    SequencedMap<String, Safetensors> tensors() {
        if (Files.exists(folder.resolve(INDEX))) {
            return sharded();
        }
        if (!Files.exists(folder.resolve(SINGLE))) {
            throw noWeights();
        }
        SequencedMap<String, Safetensors> tensors = new LinkedHashMap<>();
        Safetensors file = open(SINGLE);
        file.tensors().keySet().forEach(tensor -> tensors.put(tensor, file));
        return tensors;
    }

    private SequencedMap<String, Safetensors> sharded() {
        Problems problems = new Problems();
        Map<String, String> index = index(problems);
        problems.throwIfAny();
        Map<String, Safetensors> shards = new TreeMap<>();
        index.values().stream().distinct().forEach(shard -> shards.put(shard, open(shard)));
        SequencedMap<String, Safetensors> tensors = new LinkedHashMap<>();
        shards.forEach((shard, file) -> file.tensors().keySet().forEach(tensor -> {
            if (shard.equals(index.get(tensor))) {
                tensors.put(tensor, file);
            } else if (!index.containsKey(tensor)) {
                problems.error(place(shard), tensor, "the tensor is not in " + INDEX, "Save the checkpoint again");
            }
        }));
        index.forEach((tensor, shard) -> {
            if (!tensors.containsKey(tensor)) {
                problems.error(
                        place(INDEX), tensor, "the tensor is not in " + shard, "Download or save the checkpoint again");
            }
        });
        problems.throwIfAny();
        return tensors;
    }

    private Map<String, String> index(Problems problems) {
        Map<String, String> index = new LinkedHashMap<>();
        if (!(object(INDEX, "").get("weight_map") instanceof ObjectNode map)) {
            throw new InputException(List.of(new Problem(
                    place(INDEX), "weight_map", "the key is missing or no object", "Save the checkpoint again")));
        }
        for (Map.Entry<String, JsonNode> entry : map.properties()) {
            String shard = entry.getValue().isString() ? entry.getValue().stringValue() : "";
            if (shard.isEmpty() || shard.contains("/") || shard.contains("\\") || shard.contains("\0")) {
                problems.error(
                        place(INDEX), entry.getKey(), "%s is no file of this folder".formatted(entry.getValue()), "");
            } else {
                index.put(entry.getKey(), shard);
            }
        }
        return index;
    }

    private ObjectNode object(String file, String advice) {
        try {
            if (JsonTree.read(Files.readAllBytes(folder.resolve(file))) instanceof ObjectNode object) {
                return object;
            }
            throw new InputException(place(file), "the file is no JSON object", advice);
        } catch (JacksonException e) {
            throw new InputException(place(file), "the file is not valid JSON: " + e.getOriginalMessage(), advice);
        } catch (java.nio.file.NoSuchFileException e) {
            throw new InputException(place(file), "the file is missing", advice);
        } catch (IOException e) {
            throw new UncheckedIOException(place(file) + " cannot be read: " + e.getMessage(), e);
        }
    }

    private InputException noWeights() {
        if (Files.exists(folder.resolve("pytorch_model.bin"))
                || Files.exists(folder.resolve("pytorch_model.bin.index.json"))) {
            return new InputException(
                    place("pytorch_model.bin"),
                    "the weights are a pickle, which can run any program when it is read",
                    "Convert them where you trust their origin: python -c \"from transformers import AutoModelForCausalLM as M; "
                            + "M.from_pretrained('%s').save_pretrained('%s-safetensors')\"".formatted(name, name));
        }
        return new InputException(
                Place.of(name),
                "the folder holds neither " + SINGLE + " nor " + INDEX,
                "Name a folder that holds a checkpoint, as save_pretrained writes it");
    }

    private Safetensors open(String file) {
        return Safetensors.open(folder.resolve(file), place(file).file());
    }

    private Place place(String file) {
        return Place.of(name.endsWith("/") ? name + file : name + "/" + file);
    }
}
