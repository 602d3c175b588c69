package dev.mergesweep.evaluator.djl;

import java.util.concurrent.atomic.AtomicInteger;

/** Who needs something that lies in the engine's memory; the last to leave frees it. One user is there from the beginning. */
final class Users {
    private final AtomicInteger count = new AtomicInteger(1);
    private final Runnable free;

    Users(Runnable free) {
        this.free = free;
    }

    void enter() {
        count.incrementAndGet();
    }

    void leave() {
        if (count.decrementAndGet() == 0) {
            free.run();
        }
    }
}
