package dev.mergesweep.merger.checkpoint;

import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Works on a list with every core, in its order: a core that is done takes the next. A parallel stream would deal out runs of elements beforehand,
 * and the core whose run takes less time would have nothing to do at the end.
 */
record OneByOne<T>(List<T> all, AtomicInteger next) {
    static <T> void each(List<T> all, Consumer<T> work) {
        OneByOne<T> queue = new OneByOne<>(all, new AtomicInteger());
        IntStream.rangeClosed(0, ForkJoinPool.getCommonPoolParallelism())
                .parallel()
                .forEach(_ -> queue.drain(work));
    }

    /** Where one fails, none is begun any more. */
    private void drain(Consumer<T> work) {
        try {
            for (int i = next.getAndIncrement(); i < all.size(); i = next.getAndIncrement()) {
                work.accept(all.get(i));
            }
        } finally {
            next.set(all.size());
        }
    }
}
