package dev.mergesweep.merger.checkpoint;

import com.dynatrace.hash4j.hashing.HashValue128;
import dev.mergesweep.merger.TensorSource;
import dev.mergesweep.merger.TensorSource.Header;
import dev.mergesweep.merger.yaml.DiskReason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SequencedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes tensors into safetensors files, with an index where there are several. Every core computes a part, hands it to the disk and takes
 * the next, so reading, computing and writing overlap, and memory is one part a core whatever the size of the tensors.
 */
public final class CheckpointWriter {
    /** Bytes that are computed, digested and written together: small enough for the second-level cache, large enough for the disk. */
    private static final int PART = Digests.PART;

    private final TensorSource source;
    private final AtomicFolder folder;
    private final LongConsumer progress;
    /** Parts that nobody works on: as many are made as there are cores at work, and they live as long as this writer. */
    private final Queue<MemorySegment> free = new ConcurrentLinkedQueue<>();

    private final Map<String, String> digests = new ConcurrentHashMap<>();

    private CheckpointWriter(TensorSource source, AtomicFolder folder, LongConsumer progress) {
        this.source = source;
        this.folder = folder;
        this.progress = progress;
    }

    /**
     * Writes all tensors of a source; {@code config.json} and the rest is the caller's.
     *
     * @param shardBytes limit of a file's tensor bytes; a larger tensor has a file of its own
     * @param progress told the bytes of each part when it is written, from several threads
     * @return the digests of the tensors as they were handed to the disk, by name
     * @throws IOException where the disk fails; the message names the file
     */
    public static Map<String, String> write(
            TensorSource source, AtomicFolder folder, long shardBytes, LongConsumer progress) throws IOException {
        SequencedMap<String, Header> headers = source.headers();
        List<Sharding.Shard> shards = Sharding.of(headers, shardBytes);
        CheckpointWriter writer = new CheckpointWriter(source, folder, progress);
        for (Sharding.Shard shard : shards) {
            writer.write(shard, SafetensorsLayout.of(shard.tensors(), headers));
        }
        if (shards.size() > 1) {
            Files.write(folder.file(CheckpointFiles.INDEX), JsonTree.pretty(index(shards, headers)));
        }
        return writer.digests;
    }

    private static ObjectNode index(List<Sharding.Shard> shards, SequencedMap<String, Header> headers) {
        ObjectNode index = JsonNodeFactory.instance.objectNode();
        index.putObject("metadata")
                .put(
                        "total_size",
                        headers.values().stream().mapToLong(Header::bytes).sum());
        ObjectNode map = index.putObject("weight_map");
        shards.forEach(shard -> shard.tensors().forEach(tensor -> map.put(tensor, shard.file())));
        return index;
    }

    private void write(Sharding.Shard shard, SafetensorsLayout layout) throws IOException {
        Path file = folder.file(shard.file());
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            long data = layout.start().remaining();
            writeFully(channel, layout.start(), 0);
            OneByOne.each(layout.entries(), entry -> write(entry, channel, data + entry.begin()));
        } catch (IOException e) {
            throw failure(shard, DiskReason.of(e), e);
        } catch (UncheckedIOException e) {
            throw failure(shard, DiskReason.of(e), e);
        }
    }

    private IOException failure(Sharding.Shard shard, String reason, Exception cause) {
        return new IOException(
                "%s: cannot be written: %s. Make room, or choose another folder; nothing of it is left there"
                        .formatted(folder.target().resolve(shard.file()), reason),
                cause);
    }

    private void write(TensorEntry entry, FileChannel channel, long position) {
        TensorSource.Parts parts = source.parts(entry.name());
        long bytes = entry.end() - entry.begin();
        List<HashValue128> digested = LongStream.range(0, Digests.parts(bytes))
                .parallel()
                .map(part -> part * PART)
                .mapToObj(from -> write(parts, from, Math.min(PART, bytes - from), channel, position))
                .toList();
        digests.put(entry.name(), Digests.of(entry.header(), digested));
    }

    private HashValue128 write(TensorSource.Parts parts, long from, long bytes, FileChannel channel, long position) {
        MemorySegment whole = free.poll();
        MemorySegment memory = whole == null ? Arena.ofAuto().allocate(PART, 64) : whole;
        MemorySegment part = memory.asSlice(0, bytes);
        parts.read(from, part);
        HashValue128 digest = Digests.part(part);
        writeFully(channel, part.asByteBuffer(), position + from);
        free.add(memory);
        progress.accept(bytes);
        return digest;
    }

    private static void writeFully(FileChannel channel, ByteBuffer buffer, long position) {
        try {
            long at = position;
            while (buffer.hasRemaining()) {
                at += channel.write(buffer, at);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }
}
