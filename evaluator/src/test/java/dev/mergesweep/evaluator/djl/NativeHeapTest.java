package dev.mergesweep.evaluator.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Where the C library is the GNU one. */
class NativeHeapTest {
    private static final Path STATUS = Path.of("/proc/self/status");

    /** Of 512 KiB each. */
    private static final int ARRAYS = 256;

    @Test
    @DisplayName("What was freed between arrays that are still needed goes back to the machine")
    void givesBack() throws IOException {
        NativeHeap heap = new NativeHeap();
        assumeTrue(heap.known());
        heap.keepLargeArraysApart();
        try (NDManager manager = TorchEngine.manager(Device.cpu())) {
            List<NDArray> arrays = IntStream.range(0, ARRAYS)
                    .mapToObj(_ -> manager.ones(new Shape(128, 1024)))
                    .toList();
            for (int i = 0; i < ARRAYS; i++) {
                if (i % 4 != 3) {
                    arrays.get(i).close();
                }
            }
            long before = anonymous();
            heap.giveBack();
            assertThat(before - anonymous()).as("kilobytes").isGreaterThan(ARRAYS / 2 * 512L);
            assertThat(arrays.getLast().sum().getFloat()).isEqualTo(128 * 1024);
        }
    }

    /** Kilobytes. */
    private static long anonymous() throws IOException {
        try (Stream<String> lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith("RssAnon:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
        }
    }
}
