package dev.mergesweep.evaluator.djl;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Who needs something that lies in the engine's memory; the last to leave frees it. One user is there from the beginning. */
final class Users {
    private final AtomicInteger count = new AtomicInteger(1);
    private final Runnable free;

    Users(Runnable free) {
        this.free = free;
    }

    /** Begins something that is a user of them all. @param begun is given what to run at its end */
    static <T> T during(List<Users> all, Function<Runnable, T> begun) {
        all.forEach(Users::enter);
        return begun.apply(() -> all.forEach(Users::leave));
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
