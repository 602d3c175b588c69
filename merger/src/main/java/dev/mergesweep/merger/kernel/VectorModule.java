package dev.mergesweep.merger.kernel;

/** Whether this JVM was started with {@code --add-modules jdk.incubator.vector}; without it plain loops do the same. */
final class VectorModule {
    static final boolean PRESENT =
            ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();

    private VectorModule() {}
}
