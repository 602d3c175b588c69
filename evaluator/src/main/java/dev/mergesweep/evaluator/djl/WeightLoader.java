package dev.mergesweep.evaluator.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.mergesweep.evaluator.architecture.Weight;
import dev.mergesweep.merger.TensorSource;
import dev.mergesweep.merger.checkpoint.ElementType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Reads tensors into the engine's memory, in the compute type and the layout that the stages want. */
final class WeightLoader {
    /** DJL takes a tensor as one {@link ByteBuffer}, which ends before 2 GiB. */
    private static final long PIECE_BYTES = 1L << 30;

    private final Modules modules;
    private final Compute.Type type;

    WeightLoader(Modules modules, Compute.Type type) {
        this.modules = modules;
        this.type = type;
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

    private NDArray load(Weight weight, TensorSource source, NDManager manager) {
        TensorSource.Header header = Tensors.header(source, weight);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment bytes = arena.allocate(header.bytes(), 64);
            source.read(weight.name(), bytes);
            return converted(weight, header, bytes, manager);
        }
    }

    private NDArray converted(Weight weight, TensorSource.Header header, MemorySegment bytes, NDManager manager) {
        TorchScriptModule module = modules.of(ConversionScript.of(header.type(), weight.layout(), type));
        try (NDManager scope = manager.newSubManager()) {
            NDArray whole = view(header.type(), header.shape().dimensions(), bytes, scope);
            NDArray array = module.call(new NDList(whole));
            array.attach(manager);
            return array;
        }
    }

    /** The bytes as an array, without a copy. bfloat16 goes as float16: the engine's Java side does not know it. */
    private static NDArray view(ElementType type, List<Long> shape, MemorySegment bytes, NDManager scope) {
        ByteBuffer buffer = bytes.asByteBuffer().order(ByteOrder.nativeOrder());
        Shape extent = new Shape(shape.stream().mapToLong(Long::longValue).toArray());
        return scope.create(
                buffer,
                extent,
                switch (type) {
                    case F32 -> DataType.FLOAT32;
                    case F64 -> DataType.FLOAT64;
                    default -> DataType.FLOAT16;
                });
    }
}
