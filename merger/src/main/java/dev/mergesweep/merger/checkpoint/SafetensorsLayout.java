package dev.mergesweep.merger.checkpoint;

import dev.mergesweep.merger.TensorSource.Header;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * A safetensors file before its tensors are there: its first bytes and where each tensor goes. As the safetensors library writes it: wider
 * element types first, then by name; the header ends with spaces up to a multiple of eight bytes.
 *
 * @param start length and header
 * @param entries in the order of their bytes
 */
record SafetensorsLayout(ByteBuffer start, List<TensorEntry> entries) {
    /** The library's order of element types, which keeps every tensor aligned. */
    private static final List<ElementType> WIDEST_FIRST = List.of(
            ElementType.U64,
            ElementType.I64,
            ElementType.F64,
            ElementType.F32,
            ElementType.U32,
            ElementType.I32,
            ElementType.BF16,
            ElementType.F16,
            ElementType.U16,
            ElementType.I16,
            ElementType.F8_E4M3,
            ElementType.F8_E5M2,
            ElementType.I8,
            ElementType.U8,
            ElementType.BOOL);

    static SafetensorsLayout of(Collection<String> tensors, Map<String, Header> headers) {
        List<TensorEntry> entries = new ArrayList<>();
        long at = 0;
        for (Map.Entry<String, Header> tensor : sorted(tensors, headers)) {
            Header header = tensor.getValue();
            entries.add(new TensorEntry(tensor.getKey(), header.type(), header.shape(), at, at + header.bytes()));
            at += header.bytes();
        }
        byte[] json = json(entries);
        int padded = (json.length + 7) / 8 * 8;
        ByteBuffer start = ByteBuffer.allocateDirect(Long.BYTES + padded).order(ByteOrder.LITTLE_ENDIAN);
        start.putLong(padded).put(json);
        while (start.hasRemaining()) {
            start.put((byte) ' ');
        }
        return new SafetensorsLayout(start.flip(), List.copyOf(entries));
    }

    private static List<Map.Entry<String, Header>> sorted(Collection<String> tensors, Map<String, Header> headers) {
        return headers.entrySet().stream()
                .filter(tensor -> tensors.contains(tensor.getKey()))
                .sorted(SafetensorsLayout::compare)
                .toList();
    }

    private static int compare(Map.Entry<String, Header> one, Map.Entry<String, Header> other) {
        int order = Integer.compare(width(one.getValue()), width(other.getValue()));
        return order == 0 ? one.getKey().compareTo(other.getKey()) : order;
    }

    private static int width(Header header) {
        return WIDEST_FIRST.indexOf(header.type());
    }

    private static byte[] json(List<TensorEntry> entries) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartObject();
            json.writeName("__metadata__");
            json.writeStartObject();
            json.writeStringProperty("format", "pt");
            json.writeEndObject();
            for (TensorEntry entry : entries) {
                json.writeName(entry.name());
                json.writeStartObject();
                json.writeStringProperty("dtype", entry.type().name());
                json.writeName("shape");
                write(json, entry.shape().dimensions());
                json.writeName("data_offsets");
                write(json, List.of(entry.begin(), entry.end()));
                json.writeEndObject();
            }
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private static void write(JsonGenerator json, List<Long> numbers) {
        json.writeStartArray();
        numbers.forEach(json::writeNumber);
        json.writeEndArray();
    }
}
