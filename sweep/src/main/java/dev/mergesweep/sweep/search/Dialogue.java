package dev.mergesweep.sweep.search;

import dev.mergesweep.sweep.space.Point;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.SynchronousQueue;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * A search that calls the function it minimises, turned into one that is asked for points: it runs on a thread of its own,
 * and each call waits until its point has been scored. A point that comes up again is answered from memory.
 */
final class Dialogue implements Proposer {
    /** Stands for a point that failed, or is not allowed: worse than any score, and finite, which optimisers need. */
    static final double FAILED = 1e3;

    private final SynchronousQueue<Question> questions = new SynchronousQueue<>();
    private final SynchronousQueue<Double> answers = new SynchronousQueue<>();
    private final Map<Point, Double> answered = new HashMap<>();
    private final Thread searcher;
    private @Nullable Point waiting;
    private boolean over;

    /** What the search wants to know next. */
    private sealed interface Question {
        record Of(Point point) implements Question {}

        /** Nothing more. */
        record End(@Nullable RuntimeException failure) implements Question {}
    }

    /** The search is of no more use to anyone. */
    private static final class Abandoned extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** @param search is given the function, and returns when it is done */
    Dialogue(Consumer<ToDoubleFunction<Point>> search) {
        this.searcher = Thread.ofPlatform().daemon().name("search").unstarted(() -> run(search));
    }

    private void run(Consumer<ToDoubleFunction<Point>> search) {
        try {
            try {
                search.accept(this::ask);
                questions.put(new Question.End(null));
            } catch (Abandoned e) {
                return;
            } catch (RuntimeException e) {
                questions.put(new Question.End(e));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** On the search's thread. */
    private double ask(Point point) {
        Double known = answered.get(point);
        if (known != null) {
            return known;
        }
        try {
            questions.put(new Question.Of(point));
            double answer = answers.take();
            answered.put(point, answer);
            return answer;
        } catch (InterruptedException e) {
            throw new Abandoned();
        }
    }

    @Override
    public List<Point> next(Standings standings) {
        if (over) {
            return List.of();
        }
        try {
            if (waiting == null) {
                searcher.start();
            } else {
                answers.put(Math.min(FAILED, standings.objective(waiting)));
            }
            return take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while a search was thinking", e);
        }
    }

    private List<Point> take() throws InterruptedException {
        return switch (questions.take()) {
            case Question.Of(Point point) -> {
                waiting = point;
                yield List.of(point);
            }
            case Question.End(RuntimeException failure) -> {
                over = true;
                if (failure != null) {
                    throw failure;
                }
                yield List.of();
            }
        };
    }

    @Override
    public void close() {
        searcher.interrupt();
    }
}
