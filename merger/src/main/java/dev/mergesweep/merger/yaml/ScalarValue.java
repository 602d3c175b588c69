package dev.mergesweep.merger.yaml;

import java.math.BigInteger;

/** The value of a scalar under YAML 1.1 as PyYAML reads it. */
public sealed interface ScalarValue {
    /** {@code null}, {@code ~} or nothing at all. */
    record Null() implements ScalarValue {}

    /** Also {@code yes}, {@code no}, {@code on}, {@code off}. */
    record Bool(boolean value) implements ScalarValue {}

    /** Also {@code 010} (octal, 8), {@code 0x1f}, {@code 0b11} and {@code 1:18} (base 60, 78). */
    record Whole(BigInteger value) implements ScalarValue {}

    /** Needs a point; {@code 3e-1} is a text. */
    record Real(double value) implements ScalarValue {}

    record Text(String value) implements ScalarValue {}
}
