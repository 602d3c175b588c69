package dev.mergesweep.evaluator.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.mergesweep.evaluator.Pack;
import dev.mergesweep.evaluator.architecture.script.HeadGradient;
import dev.mergesweep.evaluator.architecture.script.HeadScript;
import dev.mergesweep.evaluator.architecture.script.StageScript;
import dev.mergesweep.merger.Tangents;
import dev.mergesweep.merger.TensorSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** The last stage run backward. Its matrix and the tangent come in pieces, of which two are held at most. */
final class HeadBackward {
    /** Of a piece of the matrix; its tangent takes as much. */
    private static final long PIECE_BYTES = 8L << 20;

    private final TorchForward forward;
    private final HeadGradient gradient;
    private final StageScript begin;
    private final String piece;
    private final StageScript end;

    /** @param slopes per window, of the norm's weights and of the matrix, in this order */
    record Gave(NDArray gradient, List<double[]> slopes, List<double[]> nats) {}

    HeadBackward(TorchForward forward, HeadGradient gradient) {
        this.forward = forward;
        this.gradient = gradient;
        this.begin = gradient.begin();
        this.piece = gradient.piece();
        this.end = gradient.end();
    }

    /** What a pack carries along from piece to piece. */
    private record Carried(NDManager manager, NDArray rows, NDArray targets, NDArray counted, NDList sums)
            implements AutoCloseable {
        @Override
        public void close() {
            manager.close();
        }
    }

    /** Returns once all pieces are read. */
    List<CompletableFuture<Gave>> start(TensorSource merged, Tangents tangents, TorchHidden before) {
        WeightLoader loader = forward.loader();
        try (TorchWeights norm = loader.load(begin.weights(), merged, forward.scope());
                TorchWeights change = loader.tangents(end.weights(), tangents, forward.scope())) {
            List<CompletableFuture<Carried>> now =
                    before.each(forward.workers(), norm, (frame, state) -> begun(frame.pack(), state, norm));
            try {
                for (WeightLoader.Rows rows : pieces()) {
                    try (TorchWeights some = loader.load(rows, merged, forward.scope());
                            TorchWeights itsChange = loader.tangents(rows, tangents, forward.scope())) {
                        List<CompletableFuture<Carried>> last = now;
                        now = after(last, rows, some, itsChange);
                        Workers.values(last);
                    }
                }
            } catch (RuntimeException | Error e) {
                now.forEach(pack -> pack.thenAccept(Carried::close));
                throw e;
            }
            return ended(now, before, List.of(norm, change));
        }
    }

    private List<WeightLoader.Rows> pieces() {
        List<Long> shape = gradient.matrix().shape().dimensions();
        long fitting = PIECE_BYTES / (Float.BYTES * shape.getLast()) / HeadGradient.rows() * HeadGradient.rows();
        long rows = Math.max(HeadGradient.rows(), fitting);
        return IntStream.range(0, Math.toIntExact(Math.ceilDiv(shape.getFirst(), rows)))
                .mapToObj(i ->
                        new WeightLoader.Rows(gradient.matrix(), i * rows, Math.min(rows, shape.getFirst() - i * rows)))
                .toList();
    }

    private Carried begun(Pack pack, NDArray state, TorchWeights norm) {
        NDManager manager = forward.scope();
        try {
            Packs.Targets targets = Packs.targets(pack, HeadScript.ROWS);
            NDArray rows = manager.create(targets.rows());
            NDList arguments = new NDList(state, rows);
            arguments.addAll(norm.arrays());
            NDList sums = forward.module(begin.source()).callForAll(arguments);
            sums.forEach(array -> array.attach(manager));
            sums.forEach(array -> array.setName("s[]"));
            return new Carried(
                    manager, rows, manager.create(targets.ids()), manager.create(Packs.counted(pack, targets)), sums);
        } catch (RuntimeException | Error e) {
            manager.close();
            throw e;
        }
    }

    private List<CompletableFuture<Carried>> after(
            List<CompletableFuture<Carried>> packs, WeightLoader.Rows rows, TorchWeights some, TorchWeights change) {
        return packs.stream()
                .map(pack -> Users.during(
                        List.of(some.users(), change.users()),
                        done -> forward.workers()
                                .after(
                                        pack,
                                        carried -> {
                                            add(carried, rows, some, change);
                                            return carried;
                                        },
                                        done)))
                .toList();
    }

    private void add(Carried carried, WeightLoader.Rows rows, TorchWeights some, TorchWeights change) {
        try (NDManager scope = forward.scope()) {
            NDList arguments = new NDList(scope.create(rows.first()), carried.targets());
            arguments.addAll(carried.sums());
            arguments.addAll(some.arrays());
            arguments.addAll(change.arrays());
            forward.module(piece).call(arguments);
        } catch (RuntimeException | Error e) {
            carried.close();
            throw e;
        }
    }

    private List<CompletableFuture<Gave>> ended(
            List<CompletableFuture<Carried>> packs, TorchHidden before, List<TorchWeights> norm) {
        return before.frames().all().stream()
                .map(frame -> {
                    List<Users> read = List.of(
                            before.users(frame.index()),
                            before.frames().users(),
                            norm.getFirst().users(),
                            norm.getLast().users());
                    return Users.during(
                            read,
                            done -> forward.workers()
                                    .after(
                                            packs.get(frame.index()),
                                            carried -> ended(frame.pack(), carried, before.state(frame.index()), norm),
                                            done));
                })
                .toList();
    }

    private Gave ended(Pack pack, Carried carried, NDArray state, List<TorchWeights> norm) {
        try (carried) {
            NDList arguments = new NDList(state, carried.rows(), carried.counted());
            arguments.addAll(carried.sums());
            norm.forEach(weights -> arguments.addAll(weights.arrays()));
            NDList gave = forward.module(end.source()).callForAll(arguments);
            gave.forEach(array -> array.attach(forward.root()));
            try (NDArray positions = gave.get(1);
                    NDArray nats = gave.get(2)) {
                return new Gave(
                        gave.get(0),
                        TorchBackward.byWindow(pack, positions),
                        Packs.byWindow(pack, nats.toFloatArray()));
            }
        }
    }
}
