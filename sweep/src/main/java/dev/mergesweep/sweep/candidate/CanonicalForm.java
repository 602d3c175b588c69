package dev.mergesweep.sweep.candidate;

import dev.mergesweep.merger.TensorSource;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What makes two candidates the same: the bytes of every tensor, and what {@code config.json} says of how to run them. A
 * tensor's bytes are named by its identity, which follows from the parents' bytes, the method, t, the element types and the
 * numerics, so nothing has to be merged to compare.
 */
final class CanonicalForm {
    /** Keys of a config that no forward pass reads. */
    private static final List<String> WITHOUT_EFFECT = List.of(
            "torch_dtype",
            "dtype",
            "_name_or_path",
            "name_or_path",
            "transformers_version",
            "use_cache",
            "architectures");

    private CanonicalForm() {}

    /** SHA-256 in hexadecimal. */
    static String digest(TensorSource source) {
        MessageDigest digest = sha256();
        digest.update(config(source.config()).getBytes(StandardCharsets.UTF_8));
        new TreeMap<>(source.headers()).forEach((tensor, header) -> {
            String line = "%s %s %s %s\n".formatted(tensor, header.type(), header.shape(), source.identity(tensor));
            digest.update(line.getBytes(StandardCharsets.UTF_8));
        });
        return HexFormat.of().formatHex(digest.digest());
    }

    private static String config(ObjectNode config) {
        StringBuilder text = new StringBuilder();
        TreeMap<String, JsonNode> keys = new TreeMap<>();
        config.properties().forEach(entry -> keys.put(entry.getKey(), entry.getValue()));
        WITHOUT_EFFECT.forEach(keys::remove);
        keys.forEach((key, value) -> text.append(key).append(' ').append(value).append('\n'));
        return text.toString();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
