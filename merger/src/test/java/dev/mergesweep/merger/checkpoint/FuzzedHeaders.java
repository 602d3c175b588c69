package dev.mergesweep.merger.checkpoint;

import com.sun.management.ThreadMXBean;
import dev.mergesweep.merger.fuzz.Hourglass;
import dev.mergesweep.merger.yaml.InputException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

/**
 * Reads mutated safetensors files until one is treated wrongly; the program that {@link SafetensorsFuzzTest} starts, so that a crash of the JVM is
 * a failed test. Arguments: seed, number of files, folder.
 */
final class FuzzedHeaders {
    private static final String HEADER = """
            {"__metadata__":{"format":"pt"},"model.norm.weight":{"dtype":"F32","shape":[4],"data_offsets":[0,16]},\
            "lm_head.weight":{"dtype":"BF16","shape":[2,3],"data_offsets":[16,28]},\
            "none":{"dtype":"F16","shape":[0],"data_offsets":[28,28]},"one":{"dtype":"I64","shape":[],"data_offsets":[28,36]}}   """;
    private static final int DATA = 36;
    /** What numbers and types are replaced by. */
    private static final String[] NASTY = {
        "-1",
        "0",
        "9223372036854775807",
        "18446744073709551616",
        "1e400",
        "1.5",
        "null",
        "[]",
        "{}",
        "\"\"",
        "\"BF17\"",
        "true",
        "1152921504606846976",
        "2147483648",
        "\"__metadata__\"",
        "NaN",
        "\\u0000",
        "\ud83d",
        ",",
        "00",
        "\"model.norm.weight\""
    };

    private final Hourglass hourglass = Hourglass.overThisThread();
    private final Random random;
    private final Path file;

    private FuzzedHeaders(long seed, Path file) {
        this.random = new Random(seed);
        this.file = file;
    }

    public static void main(String[] arguments) throws IOException {
        Path file = Path.of(arguments[2]).resolve("fuzzed.safetensors");
        FuzzedHeaders fuzz = new FuzzedHeaders(Long.parseLong(arguments[0]), file);
        int count = Integer.parseInt(arguments[1]);
        int accepted = 0;
        for (int i = 0; i < count; i++) {
            accepted += fuzz.one() ? 1 : 0;
        }
        System.out.printf("%d files, %d accepted%n", count, accepted);
    }

    private boolean one() throws IOException {
        byte[] bytes = mutated();
        Files.write(file, bytes);
        hourglass.turn(new String(bytes, StandardCharsets.ISO_8859_1));
        boolean accepted = accepts(bytes);
        // The second time, because the first may load classes; the JSON parser's buffers and the exception come on top
        // of the file.
        long allocated = allocated(bytes);
        check(allocated < 200_000 + 64L * bytes.length, "allocated " + allocated, bytes);
        check(accepted == SafetensorsOracle.valid(bytes), accepted ? "accepted wrongly" : "refused wrongly", bytes);
        return accepted;
    }

    private long allocated(byte[] bytes) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        accepts(bytes);
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    private boolean accepts(byte[] bytes) {
        try {
            Safetensors opened = Safetensors.open(file, "fuzzed.safetensors");
            opened.tensors().values().forEach(entry -> opened.bytes(entry).byteSize());
            return true;
        } catch (InputException e) {
            check(
                    String.valueOf(e.getMessage()).startsWith("fuzzed.safetensors: "),
                    "message " + e.getMessage(),
                    bytes);
            return false;
        }
    }

    private static void check(boolean fine, String what, byte[] bytes) {
        if (!fine) {
            throw new AssertionError(what + ": " + new String(bytes, StandardCharsets.ISO_8859_1));
        }
    }

    private byte[] mutated() {
        StringBuilder header = new StringBuilder(HEADER);
        int data = DATA;
        long lie = 0;
        for (int k = random.nextInt(4); k >= 0; k--) {
            int at = random.nextInt(header.length());
            switch (random.nextInt(9)) {
                case 0 -> header.setCharAt(at, (char) (random.nextInt(256)));
                case 1 -> header.deleteCharAt(at);
                case 2 -> header.insert(at, NASTY[random.nextInt(NASTY.length)]);
                case 3 -> replaceNumber(header, NASTY[random.nextInt(NASTY.length)]);
                case 4 -> replaceNumber(header, String.valueOf(random.nextInt(40)));
                case 5 -> header.insert(at, header.substring(at, Math.min(header.length(), at + random.nextInt(90))));
                case 6 -> data = random.nextInt(60);
                case 7 -> lie = random.nextBoolean() ? random.nextLong() : random.nextInt(400) - 200;
                default -> header.setCharAt(at, header.charAt(random.nextInt(header.length())));
            }
        }
        return file(header, data, lie);
    }

    private void replaceNumber(StringBuilder header, String replacement) {
        int at = random.nextInt(header.length());
        while (at < header.length() && !Character.isDigit(header.charAt(at))) {
            at++;
        }
        int end = at;
        while (end < header.length() && Character.isDigit(header.charAt(end))) {
            end++;
        }
        header.replace(at, end, replacement);
    }

    private byte[] file(StringBuilder header, int data, long lie) {
        byte[] json = header.toString()
                .getBytes(random.nextInt(5) == 0 ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
        ByteBuffer all = ByteBuffer.allocate(Long.BYTES + json.length + data).order(ByteOrder.LITTLE_ENDIAN);
        all.putLong(json.length + lie).put(json);
        return random.nextInt(20) == 0 ? Arrays.copyOf(all.array(), random.nextInt(all.capacity())) : all.array();
    }
}
