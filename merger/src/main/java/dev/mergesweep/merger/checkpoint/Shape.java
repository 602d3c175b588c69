package dev.mergesweep.merger.checkpoint;

import java.util.List;
import java.util.stream.Collectors;

/** Extent of a tensor, outermost dimension first. No dimensions: a scalar. */
public record Shape(List<Long> dimensions) {
    public Shape {
        dimensions = List.copyOf(dimensions);
        for (long dimension : dimensions) {
            if (dimension < 0) {
                throw new IllegalArgumentException("Shape " + dimensions + " has a negative dimension");
            }
        }
    }

    public static Shape of(long... dimensions) {
        return new Shape(java.util.Arrays.stream(dimensions).boxed().toList());
    }

    /** Number of elements. @throws ArithmeticException beyond 2^63 - 1 */
    public long elements() {
        long product = 1;
        for (long dimension : dimensions) {
            product = Math.multiplyExact(product, dimension);
        }
        return product;
    }

    public int rank() {
        return dimensions.size();
    }

    @Override
    public String toString() {
        return dimensions.stream().map(String::valueOf).collect(Collectors.joining(", ", "[", "]"));
    }
}
