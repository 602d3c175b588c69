package dev.mergesweep.experiments.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Ctrl-C: asks the work to stop at its next safe point and waits for it. The Java machine then ends with 130; a work that does
 * not reach a safe point in time is cut off, which loses nothing that was committed.
 */
final class Interruption implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 3;

    private final AtomicBoolean asked = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Runnable farewell;
    private final Thread hook;

    /** @param farewell what is said at last: here, because the engine lets no call begin while the machine ends, so that the work may never come to speak */
    Interruption(Runnable farewell) {
        this.farewell = farewell;
        hook = new Thread(this::interrupt, "interruption");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void interrupt() {
        asked.set(true);
        try {
            // Whether it ended in time makes no difference to what comes next.
            var _ = ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        farewell.run();
    }

    boolean asked() {
        return asked.get();
    }

    @Override
    public void close() {
        ended.countDown();
        if (!asked()) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // The machine is going down already.
                asked.set(true);
            }
        }
    }
}
