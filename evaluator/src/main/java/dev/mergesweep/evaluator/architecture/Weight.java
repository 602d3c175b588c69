package dev.mergesweep.evaluator.architecture;

import dev.mergesweep.merger.checkpoint.Shape;

/**
 * A tensor that a stage reads.
 *
 * @param name as the checkpoint names it
 * @param shape as the checkpoint must store it
 */
public record Weight(String name, Shape shape, Layout layout) {

    public static Weight plain(String name, long... shape) {
        return new Weight(name, Shape.of(shape), Layout.PLAIN);
    }
}
