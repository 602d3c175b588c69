package dev.mergesweep.evaluator.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.mergesweep.evaluator.Pack;
import dev.mergesweep.evaluator.architecture.Rotary;
import java.util.List;
import java.util.function.UnaryOperator;

/** Cosines and sines of every position of a pack, for each kind of rotation. */
final class RotaryTables {
    private final List<Rotary> rotaries;
    private final UnaryOperator<NDArray> conversion;

    /** @param conversion from float32 to the compute type, closing what it was given */
    RotaryTables(List<Rotary> rotaries, UnaryOperator<NDArray> conversion) {
        this.rotaries = rotaries;
        this.conversion = conversion;
    }

    List<Frames.Turn> turns(Pack pack, NDManager manager) {
        return rotaries.stream().map(rotary -> turn(rotary, pack, manager)).toList();
    }

    private Frames.Turn turn(Rotary rotary, Pack pack, NDManager manager) {
        int pairs = rotary.size() / 2;
        float[] cos = new float[Math.multiplyExact(pack.length(), pairs)];
        float[] sin = new float[cos.length];
        int at = 0;
        for (Pack.Window window : pack.windows()) {
            int length = window.ids().length;
            fill(rotary, length, cos, sin, at);
            at += length * pairs;
        }
        Shape shape = new Shape(pack.length(), 1, pairs);
        return new Frames.Turn(
                conversion.apply(manager.create(cos, shape)), conversion.apply(manager.create(sin, shape)));
    }

    private static void fill(Rotary rotary, int length, float[] cos, float[] sin, int from) {
        float[] angles = rotary.frequencies().angles(rotary.size(), length);
        float magnitude = rotary.frequencies().magnitude(length);
        for (int position = 0; position < length; position++) {
            for (int i = 0; i < angles.length; i++) {
                // The product is rounded to float32 before the cosine is taken, as transformers does.
                double angle = position * angles[i];
                int k = from + position * angles.length + i;
                cos[k] = (float) StrictMath.cos(angle) * magnitude;
                sin[k] = (float) StrictMath.sin(angle) * magnitude;
            }
        }
    }
}
