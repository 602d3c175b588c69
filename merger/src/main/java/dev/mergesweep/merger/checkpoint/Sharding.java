package dev.mergesweep.merger.checkpoint;

import dev.mergesweep.merger.TensorSource.Header;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;

/**
 * How tensors are spread over files, as mergekit does it: in their order; a tensor that would push a file's tensor bytes above the
 * limit begins the next file, so a larger one has a file of its own.
 */
final class Sharding {
    /** One file and the tensors that lie in it. */
    record Shard(String file, List<String> tensors) {
        Shard {
            tensors = List.copyOf(tensors);
        }
    }

    private Sharding() {}

    static List<Shard> of(SequencedMap<String, Header> headers, long limit) {
        List<List<String>> groups = new ArrayList<>();
        List<String> group = new ArrayList<>();
        long bytes = 0;
        for (Map.Entry<String, Header> tensor : headers.entrySet()) {
            long size = tensor.getValue().bytes();
            if (!group.isEmpty() && bytes + size > limit) {
                groups.add(group);
                group = new ArrayList<>();
                bytes = 0;
            }
            group.add(tensor.getKey());
            bytes += size;
        }
        groups.add(group);
        return named(groups);
    }

    private static List<Shard> named(List<List<String>> groups) {
        if (groups.size() == 1) {
            return List.of(new Shard(CheckpointFiles.SINGLE, groups.getFirst()));
        }
        List<Shard> shards = new ArrayList<>();
        for (List<String> group : groups) {
            String name =
                    String.format(Locale.ROOT, "model-%05d-of-%05d.safetensors", shards.size() + 1, groups.size());
            shards.add(new Shard(name, group));
        }
        return shards;
    }
}
