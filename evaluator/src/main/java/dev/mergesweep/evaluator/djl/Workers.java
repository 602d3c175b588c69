package dev.mergesweep.evaluator.djl;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Threads that take the packs of a block side by side, whichever is ready first. */
final class Workers implements AutoCloseable {
    private static final Runnable NOTHING = () -> {};

    private final int count;
    private final ExecutorService threads;
    private volatile boolean closing;

    Workers(int count) {
        this.count = count;
        threads = Executors.newFixedThreadPool(
                count, Thread.ofPlatform().daemon().name("forward-", 0).factory());
    }

    int count() {
        return count;
    }

    /** Values of {@code task} at 0 to {@code count - 1}, some time. */
    <T> List<CompletableFuture<T>> start(int count, IntFunction<T> task) {
        return IntStream.range(0, count)
                .mapToObj(index -> after(CompletableFuture.completedFuture(index), task::apply, NOTHING))
                .toList();
    }

    /**
     * Values of {@code task} at 0 to {@code count - 1}, in order. The first failure, in order, is thrown, once all tasks have ended:
     * what they use may be freed then. Not to be called by a worker.
     */
    <T> List<T> map(int count, IntFunction<T> task) {
        return values(start(count, task));
    }

    /** The value of {@code task} at what {@code input} gives; then, also where either fails, {@code end} is run. */
    <A, T> CompletableFuture<T> after(CompletableFuture<A> input, Function<A, T> task, Runnable end) {
        return input.handleAsync(
                (value, failure) -> {
                    try {
                        return task.apply(given(value, failure));
                    } finally {
                        end.run();
                    }
                },
                threads);
    }

    private <A> A given(A value, @Nullable Throwable failure) {
        if (closing) {
            throw new CancellationException("The forward pass was closed");
        }
        if (failure instanceof CompletionException known) {
            throw known;
        }
        if (failure != null) {
            throw new CompletionException(failure);
        }
        return value;
    }

    /** In order, once all have ended. The first failure, in order, is thrown. */
    static <T> List<T> values(List<CompletableFuture<T>> futures) {
        futures.forEach(Workers::await);
        return futures.stream().map(Workers::value).toList();
    }

    private static void await(CompletableFuture<?> future) {
        value(future.handle((_, _) -> true));
    }

    static <T> T value(CompletableFuture<T> future) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return future.get();
                } catch (InterruptedException _) {
                    // A call of the engine cannot be cut short, and its arrays must not be freed under it.
                    interrupted = true;
                } catch (ExecutionException e) {
                    if (e.getCause() instanceof RuntimeException cause) {
                        throw cause;
                    }
                    throw new IllegalStateException(e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Waits for the work that runs; what waits is not begun. */
    @Override
    public void close() {
        closing = true;
        threads.close();
    }
}
