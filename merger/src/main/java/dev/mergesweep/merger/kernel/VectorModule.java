package dev.mergesweep.merger.kernel;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Whether to code bfloat16 with the Vector API: where this JVM was started with {@code --add-modules jdk.incubator.vector}, and has enough to do.
 * Compiling vector code costs about a second of processor time, in which plain loops code some gigabytes; both give the same bits.
 */
final class VectorModule {
    private static final boolean PRESENT =
            ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    /** Each codec serves one part of a tensor, so this many stand for ten to twenty gigabytes. */
    private static final int MANY = 50_000;

    private static final AtomicInteger CODECS = new AtomicInteger();

    private VectorModule() {}

    /** Asked once for every codec. */
    static boolean isWorthIt() {
        return PRESENT && (CODECS.get() >= MANY || CODECS.incrementAndGet() >= MANY);
    }
}
