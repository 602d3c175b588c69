package dev.mergesweep.evaluator.djl;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * The engine of this JVM and its settings, which must be made before it starts and hold for all that use it.
 *
 * <p>Starting unpacks and links libtorch: two seconds the first time, 0.6 after. {@link #startInBackground()} lets that
 * overlap with reading files.
 */
public final class TorchEngine {
    static final String NAME = "PyTorch";

    /** Held, shared, by every call of the engine; held alone by the end of the JVM. */
    private static final ReentrantReadWriteLock CALLS = new ReentrantReadWriteLock();

    /** A call takes seconds at most; who is not done by then is beyond help. */
    private static final int LONGEST_CALL_SECONDS = 20;

    private TorchEngine() {}

    private static final class Started {
        static final Engine ENGINE = started();

        private static Engine started() {
            // One thread per call: the cores take packs side by side, and sums keep one order.
            System.setProperty("ai.djl.pytorch.num_threads", "1");
            System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
            // The profiling executor rewrites a module after its first calls, and with it the last bits of a score.
            System.setProperty("ai.djl.pytorch.graph_optimizer", "false");
            System.setProperty("offline", "true");
            Runtime.getRuntime().addShutdownHook(new Thread(TorchEngine::awaitCalls, "engine-calls-end"));
            return Engine.getEngine(NAME);
        }
    }

    /** Starts the engine if it does not run yet. */
    static Engine start() {
        return Started.ENGINE;
    }

    /** Starts the engine on another thread; whoever needs it waits for it. */
    public static void startInBackground() {
        CompletableFuture.runAsync(TorchEngine::start);
    }

    /**
     * A call of the engine, not to be cut short: the JVM waits for it when it ends, since libtorch crashes where its globals
     * are taken down under a running call. A call that begins after that never returns.
     */
    static <T> T call(Supplier<T> call) {
        CALLS.readLock().lock();
        try {
            return call.get();
        } finally {
            CALLS.readLock().unlock();
        }
    }

    private static void awaitCalls() {
        try {
            // Never given back: nothing shall begin while the JVM ends.
            CALLS.writeLock().tryLock(LONGEST_CALL_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** For example {@code pytorch 2.7.1}. */
    static String version() {
        return "pytorch " + start().getVersion();
    }

    static NDManager manager(Device device) {
        return start().newBaseManager(device);
    }
}
