package dev.mergesweep.sweep.store;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** Nats by scale as bytes: pairs of doubles, scale and nats, big-endian. */
final class ScaledNats {
    private static final int PAIR = 2 * Double.BYTES;

    private ScaledNats() {}

    /** Null for none; also where one is not finite, which no interpolation could use. */
    static byte @Nullable [] bytes(SequencedMap<Double, Double> scaled) {
        if (scaled.isEmpty() || !scaled.values().stream().allMatch(Double::isFinite)) {
            return null;
        }
        ByteBuffer bytes = ByteBuffer.allocate(PAIR * scaled.size());
        for (Map.Entry<Double, Double> pair : scaled.entrySet()) {
            bytes.putDouble(pair.getKey()).putDouble(pair.getValue());
        }
        return bytes.array();
    }

    static SequencedMap<Double, Double> of(byte @Nullable [] bytes) {
        SequencedMap<Double, Double> scaled = new LinkedHashMap<>();
        if (bytes != null) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.remaining() >= PAIR) {
                scaled.put(buffer.getDouble(), buffer.getDouble());
            }
        }
        return scaled;
    }
}
