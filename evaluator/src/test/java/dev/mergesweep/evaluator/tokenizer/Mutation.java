package dev.mergesweep.evaluator.tokenizer;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Breaks a JSON file: now and then its bytes, mostly its values, so that what comes out is still JSON. */
record Mutation(Random random) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "-1",
            "0",
            "1e300",
            "4294967296",
            "9223372036854775807",
            "0.5",
            "\"\"",
            "\"a\"",
            "\"<|bos|>\"",
            "\"(a+)+$\"",
            "\"(\"",
            "\"\\u0000\"",
            "[]",
            "{}",
            "[[]]",
            "[1]",
            "{\"type\": \"ByteLevel\"}",
            "{\"Regex\": \"(x+x+)+y\"}",
            "{\"type\": \"Sequence\", \"normalizers\": []}",
            "[\"a\", \"b\"]",
            "\"BPE\"",
            "\"Unigram\"",
            "\"WordPiece\"",
            "\"WordLevel\"");

    byte[] of(byte[] original) {
        if (random.nextInt(10) == 0) {
            return bytes(original);
        }
        JsonNode root = JSON.readTree(original);
        int times = 1 + random.nextInt(3);
        for (int i = 0; i < times; i++) {
            change(root);
        }
        return root.toString().getBytes(StandardCharsets.UTF_8);
    }

    private byte[] bytes(byte[] original) {
        byte[] broken =
                random.nextBoolean() ? original.clone() : Arrays.copyOf(original, random.nextInt(original.length));
        for (int i = 0; i < 3 && broken.length > 0; i++) {
            broken[random.nextInt(broken.length)] = (byte) random.nextInt();
        }
        return broken;
    }

    private void change(JsonNode root) {
        List<JsonNode> containers = new ArrayList<>();
        gather(root, containers);
        switch (containers.get(random.nextInt(containers.size()))) {
            case ObjectNode object when !object.isEmpty() -> change(object);
            case ArrayNode array when !array.isEmpty() -> change(array);
            default -> {}
        }
    }

    private void change(ObjectNode object) {
        List<String> names = List.copyOf(object.propertyNames());
        String name = names.get(random.nextInt(names.size()));
        if (random.nextInt(3) == 0) {
            object.remove(name);
        } else {
            object.set(name, value());
        }
    }

    private void change(ArrayNode array) {
        int index = random.nextInt(array.size());
        switch (random.nextInt(3)) {
            case 0 -> array.remove(index);
            case 1 -> array.add(array.get(index));
            default -> array.set(index, value());
        }
    }

    private JsonNode value() {
        try {
            return JSON.readTree(VALUES.get(random.nextInt(VALUES.size())));
        } catch (JacksonException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Every object and array, but of long ones only the beginning: there is more to break outside of the vocabulary. */
    private static void gather(JsonNode node, List<JsonNode> containers) {
        if (node.isContainer()) {
            containers.add(node);
            node.valueStream().limit(30).forEach(child -> gather(child, containers));
        }
    }
}
