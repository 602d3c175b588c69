package dev.mergesweep.evaluator.djl;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * The C library's heap, from which the engine's arrays come. What is freed there stays with the process, in the pools of the
 * threads that asked for it, in pieces between what is still needed: after a pass back, of which no array is left, a gigabyte.
 *
 * <p>Of the GNU C library; with another, nothing here does anything.
 */
final class NativeHeap {
    /** Arrays of this size and larger are freed for good. Smaller ones, which come and go within a stage, cost page faults. */
    private static final int LARGE_BYTES = 4 << 20;

    /** What a pool keeps at its end for what comes next. */
    private static final int KEPT_BYTES = 64 << 20;

    /** From {@code malloc.h}. */
    private static final int M_TRIM_THRESHOLD = -1;

    private static final int M_MMAP_THRESHOLD = -3;

    private final Optional<MethodHandle> trim =
            function("malloc_trim", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG));
    private final Optional<MethodHandle> option = function(
            "mallopt", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

    private static Optional<MethodHandle> function(String name, FunctionDescriptor type) {
        Linker linker = Linker.nativeLinker();
        return linker.defaultLookup().find(name).map(symbol -> linker.downcallHandle(symbol, type));
    }

    /** Whether the library is one that can be asked. */
    boolean known() {
        return trim.isPresent() && option.isPresent();
    }

    /** From now on, and for all of the process. */
    void keepLargeArraysApart() {
        option.ifPresent(handle -> {
            set(handle, M_MMAP_THRESHOLD, LARGE_BYTES);
            set(handle, M_TRIM_THRESHOLD, KEPT_BYTES);
        });
    }

    /** Gives what is free now back to the machine. Takes milliseconds. */
    void giveBack() {
        trim.ifPresent(NativeHeap::call);
    }

    private static void set(MethodHandle option, int name, int value) {
        try {
            int _ = (int) option.invokeExact(name, value);
        } catch (Throwable e) {
            throw new IllegalStateException("mallopt", e);
        }
    }

    private static void call(MethodHandle trim) {
        try {
            int _ = (int) trim.invokeExact(0L);
        } catch (Throwable e) {
            throw new IllegalStateException("malloc_trim", e);
        }
    }
}
