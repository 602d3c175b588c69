package dev.mergesweep.evaluator.djl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * What this machine's processor is and can do, as far as the choice of kernels asks.
 *
 * @param vendor {@code AuthenticAMD}, {@code GenuineIntel}; else the architecture's name
 * @param flags as {@code /proc/cpuinfo} names them; empty where there is no such file
 */
record CpuFeatures(String vendor, Set<String> flags) {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    CpuFeatures {
        flags = Set.copyOf(flags);
    }

    static CpuFeatures ofThisMachine() {
        try {
            return of(Files.readAllLines(CPU_INFO));
        } catch (IOException _) {
            return of(List.of());
        }
    }

    /** @param lines of {@code /proc/cpuinfo} */
    static CpuFeatures of(List<String> lines) {
        String vendor = first(lines, "vendor_id");
        return new CpuFeatures(
                vendor.isEmpty() ? System.getProperty("os.arch") : vendor,
                Set.copyOf(List.of(first(lines, "flags").split(" "))));
    }

    private static String first(List<String> lines, String key) {
        return lines.stream()
                .filter(line -> line.startsWith(key))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("");
    }

    /** Whether products of bfloat16 are computed as such, not by way of float32. */
    boolean bfloat16() {
        return flags.contains("avx512_bf16") || flags.contains("amx_bf16");
    }
}
