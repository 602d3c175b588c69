package dev.mergesweep.merger;

import static java.util.Objects.requireNonNull;

import dev.mergesweep.merger.checkpoint.Digests;
import dev.mergesweep.merger.checkpoint.ElementType;
import dev.mergesweep.merger.checkpoint.Shape;
import dev.mergesweep.merger.kernel.Floats;
import dev.mergesweep.merger.kernel.Passes;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Tensors given by their floats. */
public final class MemoryTensors implements TensorSource {
    private final String name;
    private final SequencedMap<String, Header> headers = new LinkedHashMap<>();
    private final SequencedMap<String, MemorySegment> bytes = new LinkedHashMap<>();

    public MemoryTensors(String name) {
        this.name = name;
    }

    public MemoryTensors with(String tensor, ElementType type, Shape shape, float... values) {
        Header header = new Header(type, shape);
        MemorySegment segment = Arena.ofAuto().allocate(header.bytes());
        Passes.write(Floats.operand(values), 0, type, segment);
        headers.put(tensor, header);
        bytes.put(tensor, segment);
        return this;
    }

    public MemoryTensors with(String tensor, ElementType type, float... values) {
        return with(tensor, type, Shape.of(values.length), values);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public ObjectNode config() {
        return JsonNodeFactory.instance.objectNode();
    }

    @Override
    public SequencedMap<String, Header> headers() {
        return headers;
    }

    @Override
    public String identity(String tensor) {
        return Digests.of(requireNonNull(headers.get(tensor)), requireNonNull(bytes.get(tensor)));
    }

    @Override
    public void read(String tensor, MemorySegment target) {
        target.copyFrom(requireNonNull(bytes.get(tensor)));
    }
}
