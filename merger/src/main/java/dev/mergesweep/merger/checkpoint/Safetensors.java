package dev.mergesweep.merger.checkpoint;

import dev.mergesweep.merger.yaml.InputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * One safetensors file, mapped into memory: eight bytes that give the length of the header, the header, the tensors' bytes.
 *
 * @param file where it lies
 * @param tensors in the order of their bytes
 * @param data everything behind the header, read-only; mapped for as long as anything refers to it
 */
record Safetensors(Path file, SequencedMap<String, TensorEntry> tensors, MemorySegment data) {
    Safetensors {
        tensors = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(tensors));
    }

    /**
     * @param name what messages call the file
     * @throws InputException where the file breaks a rule of the format
     */
    static Safetensors open(Path file, String name) {
        MemorySegment mapped = map(file, name);
        long size = mapped.byteSize();
        if (size < Long.BYTES) {
            throw SafetensorsHeader.refusal(name, "", "the file has %d bytes, fewer than a header".formatted(size));
        }
        // By a buffer: a layout's first access takes longer than reading the header.
        long length = mapped.asSlice(0, Long.BYTES)
                .asByteBuffer()
                .order(ByteOrder.LITTLE_ENDIAN)
                .getLong();
        if (length < 0 || length > SafetensorsHeader.LONGEST || length > size - Long.BYTES) {
            throw SafetensorsHeader.refusal(
                    name,
                    "",
                    "the file has %d bytes and says that its header has %s; at most %d are allowed"
                            .formatted(size, Long.toUnsignedString(length), SafetensorsHeader.LONGEST));
        }
        byte[] json = mapped.asSlice(Long.BYTES, length).toArray(ValueLayout.JAVA_BYTE);
        MemorySegment data = mapped.asSlice(Long.BYTES + length);
        SequencedMap<String, TensorEntry> tensors = new LinkedHashMap<>();
        for (TensorEntry entry : SafetensorsHeader.parse(name, json, data.byteSize())) {
            tensors.put(entry.name(), entry);
        }
        return new Safetensors(file, tensors, data);
    }

    private static MemorySegment map(Path file, String name) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto());
        } catch (NoSuchFileException e) {
            throw SafetensorsHeader.refusal(name, "", "the file is not there");
        } catch (IOException e) {
            if (Files.isDirectory(file)) {
                throw SafetensorsHeader.refusal(name, "", "this is a folder");
            }
            throw new UncheckedIOException(name + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** The bytes of one tensor of this file. */
    MemorySegment bytes(TensorEntry entry) {
        return data.asSlice(entry.begin(), entry.end() - entry.begin());
    }
}
