package dev.mergesweep.merger.checkpoint;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The rules of the format a second time: over a tree, with unbounded numbers, in the order of the format's description. */
final class SafetensorsOracle {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
            .build();

    private SafetensorsOracle() {}

    static boolean valid(byte[] file) {
        if (file.length < 8) {
            return false;
        }
        BigInteger length = new BigInteger(Long.toUnsignedString(
                ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong()));
        if (length.compareTo(BigInteger.valueOf(Math.min(100_000_000, file.length - 8))) > 0) {
            return false;
        }
        int end = 8 + length.intValue();
        byte[] header = Arrays.copyOfRange(file, 8, end);
        try {
            return header.length > 0 && header[0] == '{' && valid(JSON.readTree(header), file.length - end);
        } catch (JacksonException e) {
            return false;
        }
    }

    private static boolean valid(JsonNode header, int data) {
        Map<BigInteger, BigInteger> spans = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : header.properties()) {
            JsonNode value = entry.getValue();
            if (entry.getKey().equals("__metadata__")) {
                if (!value.isObject() || !value.valueStream().allMatch(JsonNode::isString)) {
                    return false;
                }
                continue;
            }
            if (!value.isObject() || !isEntry(value)) {
                return false;
            }
            BigInteger begin = value.get("data_offsets").get(0).bigIntegerValue();
            BigInteger end = value.get("data_offsets").get(1).bigIntegerValue();
            if (begin.equals(end)) {
                spans.putIfAbsent(begin, end);
            } else if (spans.getOrDefault(begin, begin).equals(begin)) {
                spans.put(begin, end);
            } else {
                return false;
            }
        }
        return fills(spans, BigInteger.valueOf(data));
    }

    /** Spans follow one another, and an empty one stands where another begins or ends. */
    private static boolean fills(Map<BigInteger, BigInteger> spans, BigInteger data) {
        BigInteger at = BigInteger.ZERO;
        for (Map.Entry<BigInteger, BigInteger> span : spans.entrySet()) {
            if (!span.getKey().equals(at)) {
                return false;
            }
            at = span.getValue();
        }
        return at.equals(data);
    }

    private static boolean isEntry(JsonNode entry) {
        JsonNode type = entry.get("dtype");
        JsonNode shape = entry.get("shape");
        JsonNode offsets = entry.get("data_offsets");
        if (type == null || !type.isString() || !numbers(shape) || !numbers(offsets) || offsets.size() != 2) {
            return false;
        }
        BigInteger bytes;
        try {
            bytes = BigInteger.valueOf(ElementType.valueOf(type.stringValue()).bytes());
        } catch (IllegalArgumentException e) {
            return false;
        }
        BigInteger zero = BigInteger.ZERO;
        BigInteger limit = BigInteger.valueOf(Long.MAX_VALUE);
        boolean empty = shape.valueStream()
                .anyMatch(dimension -> dimension.bigIntegerValue().equals(zero));
        for (JsonNode dimension : shape) {
            bytes = bytes.multiply(dimension.bigIntegerValue());
        }
        return (empty || bytes.compareTo(limit) <= 0)
                && offsets.get(1)
                        .bigIntegerValue()
                        .subtract(offsets.get(0).bigIntegerValue())
                        .equals(bytes);
    }

    private static boolean numbers(JsonNode node) {
        return node != null
                && node.isArray()
                && node.valueStream()
                        .allMatch(number -> number.isIntegralNumber()
                                && number.bigIntegerValue().signum() >= 0
                                && number.bigIntegerValue().bitLength() <= 63);
    }
}
