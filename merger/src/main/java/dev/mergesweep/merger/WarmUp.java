package dev.mergesweep.merger;

import dev.mergesweep.merger.TensorSource.Header;
import dev.mergesweep.merger.checkpoint.Digests;
import dev.mergesweep.merger.checkpoint.ElementType;
import dev.mergesweep.merger.checkpoint.JsonTree;
import dev.mergesweep.merger.checkpoint.Shape;
import dev.mergesweep.merger.kernel.Blend;
import dev.mergesweep.merger.kernel.Blended;
import dev.mergesweep.merger.kernel.Operand;
import dev.mergesweep.merger.kernel.Passes;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Formatter;
import java.util.Locale;

/**
 * Runs the loops of a merge over zeros, so that the Java machine compiles them on one core while another still reads and plans. Nothing that is
 * computed or written depends on it.
 */
public final class WarmUp {
    private static final int ELEMENTS = 1 << 15;
    /** Enough for the loops to be compiled (experiments/merge.options), and little beside a model. */
    private static final int ROUNDS = 5;

    private WarmUp() {}

    /** Begins; returns at once. Ends by itself, or with the process. */
    public static void begin() {
        Thread.ofPlatform().daemon().name("warm-up").start(WarmUp::run);
    }

    private static void run() {
        // Setting up its numbers takes as long as planning; every checkpoint's header is JSON.
        JsonTree.read(new byte[] {'{', '}'});
        // So do the numbers of a text, which are needed at the end.
        try (Formatter text = new Formatter(Locale.ROOT)) {
            text.format("%.2f", 0.0);
        }
        ElementType type = ElementType.BF16;
        Header header = new Header(type, Shape.of(ELEMENTS));
        MemorySegment zeros = Arena.ofAuto().allocate(header.bytes());
        MemorySegment merged = Arena.ofAuto().allocate(header.bytes());
        for (int i = 0; i < ROUNDS; i++) {
            Operand first = Operand.of(type, zeros);
            Operand second = Operand.of(type, zeros);
            Passes.write(new Blended(first, second, Blend.linear(0.5)), 0, type, merged);
            Digests.of(header, merged);
        }
    }
}
