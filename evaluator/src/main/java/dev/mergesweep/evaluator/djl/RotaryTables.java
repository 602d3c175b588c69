package dev.mergesweep.evaluator.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.mergesweep.evaluator.Pack;
import dev.mergesweep.evaluator.architecture.Rotary;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Cosines and sines of every position of a pack, for each kind of rotation: a turned head is {@code x * cos + y * sin},
 * where y is x with the elements of each pair exchanged, and the sign of the sines is that of the rotation.
 */
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
        float[] cos = new float[Math.multiplyExact(pack.length(), rotary.head())];
        float[] sin = new float[cos.length];
        int row = 0;
        for (Pack.Window window : pack.windows()) {
            fill(rotary, window.ids().length, cos, sin, row);
            row += window.ids().length;
        }
        Shape shape = new Shape(pack.length(), rotary.head());
        return new Frames.Turn(
                conversion.apply(manager.create(cos, shape)), conversion.apply(manager.create(sin, shape)));
    }

    private static void fill(Rotary rotary, int length, float[] cos, float[] sin, int row) {
        float[] angles = rotary.frequencies().angles(rotary.size(), length);
        float magnitude = rotary.frequencies().magnitude(length);
        for (int position = 0; position < length; position++) {
            int from = (row + position) * rotary.head();
            for (int i = 0; i < angles.length; i++) {
                int first = from + (rotary.interleaved() ? 2 * i : i);
                int second = rotary.interleaved() ? first + 1 : first + angles.length;
                // The product is rounded to float32 before the cosine is taken, as transformers does.
                double angle = position * angles[i];
                cos[first] = (float) StrictMath.cos(angle) * magnitude;
                cos[second] = cos[first];
                sin[second] = (float) StrictMath.sin(angle) * magnitude;
                sin[first] = -sin[second];
            }
            // What is not turned is multiplied by one.
            Arrays.fill(cos, from + rotary.size(), from + rotary.head(), 1);
        }
    }
}
