package dev.mergesweep.evaluator.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.mergesweep.evaluator.architecture.Layout;
import dev.mergesweep.evaluator.architecture.Weight;
import dev.mergesweep.merger.TensorSource;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Reads tensors into the engine's memory, in the compute type and the layout that the stages want. Piece by piece, by all
 * workers: a piece is merged and converted while it is in a cache, and no tensor is ever held a second time.
 */
final class WeightLoader {
    /** Of a tensor as stored. Far below 2 GiB, where the {@link ByteBuffer} ends as which DJL takes an array. */
    static final long PIECE_BYTES = 1L << 21;

    private final Modules modules;
    private final Compute.Type type;
    private final Workers workers;
    private final long pieceBytes;

    /** @param pieceBytes larger tensors come in pieces */
    WeightLoader(Modules modules, Compute.Type type, Workers workers, long pieceBytes) {
        this.modules = modules;
        this.type = type;
        this.workers = workers;
        this.pieceBytes = pieceBytes;
    }

    /** @param manager closed with the weights, or where they cannot be read */
    TorchWeights load(List<Weight> weights, TensorSource source, NDManager manager) {
        return owned(manager, () -> {
            Loading loading = new Loading(source, manager);
            weights.forEach(loading::add);
            return loading.run("w[]");
        });
    }

    /**
     * Tensors that were never added to: what a layout adds to a weight has no slope. Empty where the source has none.
     *
     * @param manager as that of {@link #load}
     */
    TorchWeights tangents(List<Weight> weights, TensorSource source, NDManager manager) {
        return owned(manager, () -> {
            Loading loading = new Loading(source, manager);
            for (Weight weight : weights) {
                if (source.headers().containsKey(weight.name())) {
                    boolean plusOne = weight.layout() instanceof Layout.PlusOne;
                    loading.add(plusOne ? new Weight(weight.name(), weight.shape(), Layout.PLAIN) : weight);
                } else {
                    loading.add(manager.create(new Shape(0)));
                }
            }
            return loading.run("d[]");
        });
    }

    /** Rows of a matrix that is stored as it is wanted. */
    record Rows(Weight matrix, long first, long count) {}

    /** @param manager as that of {@link #load} */
    TorchWeights load(Rows rows, TensorSource source, NDManager manager) {
        return owned(manager, () -> {
            Loading loading = new Loading(source, manager);
            loading.add(rows);
            return loading.run("w[]");
        });
    }

    /** Empty where the source does not have the matrix. @param manager as that of {@link #load} */
    TorchWeights tangents(Rows rows, TensorSource source, NDManager manager) {
        return owned(manager, () -> {
            Loading loading = new Loading(source, manager);
            if (source.headers().containsKey(rows.matrix().name())) {
                loading.add(rows);
            } else {
                loading.add(manager.create(new Shape(0)));
            }
            return loading.run("d[]");
        });
    }

    private static TorchWeights owned(NDManager manager, Supplier<TorchWeights> loading) {
        try {
            return loading.get();
        } catch (RuntimeException | Error e) {
            manager.close();
            throw e;
        }
    }

    /** Tensors of one source on their way. */
    private final class Loading {
        private final TensorSource source;
        private final NDManager manager;
        private final List<Supplier<NDArray>> arrays = new ArrayList<>();
        private final List<Runnable> pieces = new ArrayList<>();
        private final AtomicLong elements = new AtomicLong();
        private final long begun = System.nanoTime();

        Loading(TensorSource source, NDManager manager) {
            this.source = source;
            this.manager = manager;
        }

        void add(NDArray array) {
            arrays.add(() -> array);
        }

        void add(Weight weight) {
            Stored stored = stored(weight);
            elements.addAndGet(weight.shape().elements());
            if (weight.layout() instanceof Layout.Plain) {
                add(rows(stored, 0, stored.rows(), _ -> {}));
            } else if (weight.shape().rank() == 1) {
                add(rearranged(weight.layout(), stored));
            } else {
                CompletableFuture<NDArray> rearranged = new CompletableFuture<>();
                rows(stored, 0, stored.rows(), whole -> rearranged.complete(rearranged(weight.layout(), whole)));
                arrays.add(rearranged::resultNow);
            }
        }

        void add(Rows rows) {
            elements.addAndGet(rows.count() * rows.matrix().shape().dimensions().getLast());
            add(rows(stored(rows.matrix()), rows.first(), rows.count(), _ -> {}));
        }

        private Stored stored(Weight weight) {
            TensorSource.Header header = Tensors.header(source, weight);
            return new Stored(header, bytes(weight.name(), header));
        }

        /** Where they will be, once this {@linkplain #run has run}. @param end what is done by whoever brings the last piece */
        private NDArray rows(Stored stored, long first, long count, Consumer<NDArray> end) {
            NDArray whole = empty(stored.extent(count));
            long rows = Math.max(1, pieceBytes / stored.rowBytes());
            AtomicLong left = new AtomicLong(Math.ceilDiv(count, rows));
            for (long row = 0; row < count; row += rows) {
                Piece piece = new Piece(first + row, Math.min(rows, count - row), row);
                pieces.add(() -> {
                    write(stored, piece, whole);
                    if (left.decrementAndGet() == 0) {
                        end.accept(whole);
                    }
                });
            }
            return whole;
        }

        /** A matrix of the compute type, which is freed. */
        private NDArray rearranged(Layout layout, NDArray whole) {
            try (whole) {
                NDArray array = modules.of(ConversionScript.of(layout)).call(new NDList(whole));
                array.attach(manager);
                return array;
            }
        }

        /** All that was added; its time is without that in which pieces waited for their turn. */
        TorchWeights run(String argument) {
            long before = System.nanoTime() - begun;
            List<Long> took = workers.map(pieces.size(), index -> {
                long begin = System.nanoTime();
                pieces.get(index).run();
                return System.nanoTime() - begin;
            });
            return new TorchWeights(
                    manager,
                    arrays.stream().map(Supplier::get).toList(),
                    argument,
                    elements.get() * (type == Compute.Type.FLOAT32 ? Float.BYTES : Short.BYTES),
                    before + took.stream().mapToLong(Long::longValue).sum() / workers.count());
        }

        /** From where the tensor lies if it lies somewhere, else by way of memory that is given back at once. */
        private Bytes bytes(String tensor, TensorSource.Header header) {
            Optional<MemorySegment> mapped = source.mapped(tensor)
                    .filter(bytes -> bytes.address() % header.type().bytes() == 0);
            if (mapped.isPresent()) {
                return (from, size, _) -> mapped.get().asSlice(from, size);
            }
            TensorSource.Parts parts = source.parts(tensor);
            return (from, size, arena) -> {
                MemorySegment part = arena.allocate(size, 64);
                parts.read(from, part);
                return part;
            };
        }

        /** A vector: short enough for one piece, and a norm's may be changed before it is rounded. */
        private NDArray rearranged(Layout layout, Stored stored) {
            TorchScriptModule module =
                    modules.of(ConversionScript.of(stored.header().type(), layout, type));
            try (Arena arena = Arena.ofConfined();
                    NDManager scope = manager.newSubManager()) {
                NDArray array = module.call(new NDList(stored.view(0, stored.rows(), arena, scope)));
                array.attach(manager);
                return array;
            }
        }

        private void write(Stored stored, Piece piece, NDArray whole) {
            TorchScriptModule module =
                    modules.of(ConversionScript.piece(stored.header().type()));
            try (Arena arena = Arena.ofConfined();
                    NDManager scope = manager.newSubManager()) {
                NDArray view = stored.view(piece.first(), piece.count(), arena, scope);
                module.call(new NDList(scope.create(piece.into()), view, whole));
            }
        }

        /** Of the compute type, its elements yet to be written. */
        private NDArray empty(long[] extent) {
            NDArray array = manager.create(
                    new Shape(extent), type == Compute.Type.FLOAT32 ? DataType.FLOAT32 : DataType.FLOAT16);
            if (type == Compute.Type.FLOAT32) {
                return array;
            }
            try (array) {
                return modules.of(ConversionScript.REINTERPRETED).call(new NDList(array));
            }
        }
    }

    /** Some rows of what is stored, and where the first of them belongs in the array. */
    private record Piece(long first, long count, long into) {}

    /** A tensor's bytes from some place on; memory for them, where it is needed, comes from the arena. */
    private interface Bytes {
        MemorySegment of(long from, long size, Arena arena);
    }

    /** A tensor as it is stored. */
    private record Stored(TensorSource.Header header, Bytes bytes) {
        /** Of some of its rows. */
        long[] extent(long count) {
            long[] extent = header.shape().dimensions().stream()
                    .mapToLong(Long::longValue)
                    .toArray();
            extent[0] = count;
            return extent;
        }

        long rows() {
            return header.shape().dimensions().getFirst();
        }

        long rowBytes() {
            return header.bytes() / rows();
        }

        /** Some rows as an array, without a copy. bfloat16 goes as float16: the engine's Java side does not know it. */
        NDArray view(long row, long count, Arena arena, NDManager scope) {
            ByteBuffer buffer = bytes.of(row * rowBytes(), count * rowBytes(), arena)
                    .asByteBuffer()
                    .order(ByteOrder.nativeOrder());
            return scope.create(
                    buffer,
                    new Shape(extent(count)),
                    switch (header.type()) {
                        case F32 -> DataType.FLOAT32;
                        case F64 -> DataType.FLOAT64;
                        default -> DataType.FLOAT16;
                    });
        }
    }
}
