package dev.mergesweep.evaluator.djl;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import java.util.concurrent.CompletableFuture;

/**
 * The engine of this JVM and its settings, which must be made before it starts and hold for all that use it.
 *
 * <p>Starting unpacks and links libtorch: two seconds the first time, 0.6 after. {@link #startInBackground()} lets that
 * overlap with reading files.
 */
public final class TorchEngine {
    static final String NAME = "PyTorch";

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

    /** For example {@code pytorch 2.7.1}. */
    static String version() {
        return "pytorch " + start().getVersion();
    }

    static NDManager manager(Device device) {
        return start().newBaseManager(device);
    }
}
