package dev.mergesweep.merger.fuzz;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;

/**
 * Ends the process, with the input on standard output, where one input takes too long: more than a second of the thread's processor time, so that a
 * busy machine fails no test, or a minute in which it waits for something.
 */
public final class Hourglass {
    /** What the process ends with; not what an uncaught exception ends it with. */
    public static final int TIME_IS_UP = 3;

    private static final Duration LIMIT = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration GLANCE = Duration.ofMillis(100);
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final long watched;
    private volatile Turn turn;

    private record Turn(String input, long processor, long clock) {}

    private Hourglass(long watched) {
        this.watched = watched;
        this.turn = now("");
    }

    /** Watches the calling thread from now on. */
    public static Hourglass overThisThread() {
        Hourglass hourglass = new Hourglass(Thread.currentThread().threadId());
        Thread.ofPlatform().daemon().name("hourglass").start(hourglass::watch);
        return hourglass;
    }

    /** Begins with an input, and is done with the one before. */
    public void turn(String input) {
        turn = now(input);
    }

    private Turn now(String input) {
        return new Turn(input, THREADS.getThreadCpuTime(watched), System.nanoTime());
    }

    private void watch() {
        while (true) {
            try {
                Thread.sleep(GLANCE);
            } catch (InterruptedException e) {
                return;
            }
            Turn begun = turn;
            long processor = THREADS.getThreadCpuTime(watched) - begun.processor();
            long clock = System.nanoTime() - begun.clock();
            if (begun == turn && (processor > LIMIT.toNanos() || clock > PATIENCE.toNanos())) {
                System.out.printf("%d ms and no end of it: %s%n", clock / 1_000_000, begun.input());
                System.out.flush();
                Runtime.getRuntime().halt(TIME_IS_UP);
            }
        }
    }
}
