package dev.mergesweep.evaluator.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.mergesweep.evaluator.architecture.Layout;
import dev.mergesweep.evaluator.architecture.Weight;
import dev.mergesweep.merger.TensorSource;
import dev.mergesweep.merger.checkpoint.ElementType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads tensors into the engine's memory, in the compute type and the layout that the stages want. */
final class WeightLoader {
    /** DJL takes an array as one {@link ByteBuffer}, which ends before 2 GiB. */
    static final long PIECE_BYTES = 1L << 30;

    private final Modules modules;
    private final Compute.Type type;
    private final long pieceBytes;

    /** @param pieceBytes larger tensors come in pieces */
    WeightLoader(Modules modules, Compute.Type type, long pieceBytes) {
        this.modules = modules;
        this.type = type;
        this.pieceBytes = pieceBytes;
    }

    TorchWeights load(List<Weight> weights, TensorSource source, NDManager manager) {
        List<NDArray> arrays = new ArrayList<>();
        long elements = 0;
        for (Weight weight : weights) {
            arrays.add(load(weight, source, manager));
            elements += weight.shape().elements();
        }
        return new TorchWeights(manager, arrays, elements * (type == Compute.Type.FLOAT32 ? 4 : 2));
    }

    /** Tensors that were never added to: what a layout adds to a weight has no slope. Empty where the source has none. */
    TorchWeights tangents(List<Weight> weights, TensorSource source, NDManager manager) {
        List<NDArray> arrays = new ArrayList<>();
        long elements = 0;
        for (Weight weight : weights) {
            if (source.headers().containsKey(weight.name())) {
                boolean plusOne = weight.layout() instanceof Layout.PlusOne;
                arrays.add(load(
                        plusOne ? new Weight(weight.name(), weight.shape(), Layout.PLAIN) : weight, source, manager));
                elements += weight.shape().elements();
            } else {
                arrays.add(manager.create(new Shape(0)));
            }
        }
        return TorchWeights.tangents(manager, arrays, elements * Float.BYTES);
    }

    /** From where the tensor lies if it lies somewhere, else by way of memory that is given back at once. */
    private NDArray load(Weight weight, TensorSource source, NDManager manager) {
        TensorSource.Header header = Tensors.header(source, weight);
        Optional<MemorySegment> mapped = source.mapped(weight.name())
                .filter(bytes -> bytes.address() % header.type().bytes() == 0);
        if (mapped.isPresent()) {
            return converted(weight, header, mapped.get(), manager);
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment bytes = arena.allocate(header.bytes(), 64);
            source.read(weight.name(), bytes);
            return converted(weight, header, bytes, manager);
        }
    }

    private NDArray converted(Weight weight, TensorSource.Header header, MemorySegment bytes, NDManager manager) {
        if (bytes.byteSize() > pieceBytes && weight.layout().equals(Layout.PLAIN)) {
            return inPieces(header, bytes, manager);
        }
        TorchScriptModule module = modules.of(ConversionScript.of(header.type(), weight.layout(), type));
        try (NDManager scope = manager.newSubManager()) {
            NDArray array = module.call(new NDList(view(header.type(), extent(header), bytes, scope)));
            array.attach(manager);
            return array;
        }
    }

    private NDArray inPieces(TensorSource.Header header, MemorySegment bytes, NDManager manager) {
        long[] extent = extent(header);
        NDArray whole = empty(extent, manager);
        TorchScriptModule module = modules.of(ConversionScript.piece(header.type()));
        long rowBytes = bytes.byteSize() / extent[0];
        long rows = Math.max(1, pieceBytes / rowBytes);
        for (long row = 0; row < extent[0]; row += rows) {
            long[] piece = extent.clone();
            piece[0] = Math.min(rows, extent[0] - row);
            try (NDManager scope = manager.newSubManager()) {
                MemorySegment part = bytes.asSlice(row * rowBytes, piece[0] * rowBytes);
                module.call(new NDList(scope.create(row), view(header.type(), piece, part, scope), whole));
            }
        }
        return whole;
    }

    /** Of the compute type, its elements yet to be written. */
    private NDArray empty(long[] extent, NDManager manager) {
        NDArray array =
                manager.create(new Shape(extent), type == Compute.Type.FLOAT32 ? DataType.FLOAT32 : DataType.FLOAT16);
        if (type == Compute.Type.FLOAT32) {
            return array;
        }
        try (array) {
            return modules.of(ConversionScript.REINTERPRETED).call(new NDList(array));
        }
    }

    private static long[] extent(TensorSource.Header header) {
        return header.shape().dimensions().stream().mapToLong(Long::longValue).toArray();
    }

    /** The bytes as an array, without a copy. bfloat16 goes as float16: the engine's Java side does not know it. */
    private static NDArray view(ElementType type, long[] extent, MemorySegment bytes, NDManager scope) {
        ByteBuffer buffer = bytes.asByteBuffer().order(ByteOrder.nativeOrder());
        return scope.create(
                buffer,
                new Shape(extent),
                switch (type) {
                    case F32 -> DataType.FLOAT32;
                    case F64 -> DataType.FLOAT64;
                    default -> DataType.FLOAT16;
                });
    }
}
