package dev.mergesweep.merger.kernel;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Whether this process has enough to do for codecs that work on memory segments without arrays between, by the Vector API where this JVM was
 * started with {@code --add-modules jdk.incubator.vector}. Both are slow until they are compiled, and compiling vector code costs about a
 * second of processor time, in which plain loops over arrays code some gigabytes; all give the same bits.
 */
final class LongRun {
    private static final boolean VECTORS =
            ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    /** Each codec serves one part of a tensor, so this many stand for ten to twenty gigabytes. */
    private static final int MANY = 50_000;

    private static final AtomicInteger CODECS = new AtomicInteger();

    private LongRun() {}

    /** Asked once for every codec. */
    static boolean isOne() {
        return CODECS.get() >= MANY || CODECS.incrementAndGet() >= MANY;
    }

    /** The same, where there is a Vector API. */
    static boolean hasVectors() {
        return VECTORS && isOne();
    }
}
