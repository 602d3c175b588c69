package dev.mergesweep.evaluator.djl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What this machine's processor is and can do, as far as the choice of kernels asks: ours, and that which MKL, oneDNN and
 * libtorch make inside.
 *
 * @param vendor {@code AuthenticAMD}, {@code GenuineIntel}; else the architecture's name
 * @param flags as {@code /proc/cpuinfo} names them; empty where there is no such file
 */
record CpuFeatures(String vendor, Set<String> flags) {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    /**
     * The extensions that the libraries have kernels of their own for, x86's before Arm's. MKL, oneDNN and libtorch take the
     * highest there is, and each adds up its sums in another order.
     */
    private static final List<String> WITH_KERNELS = List.of(
            "avx2",
            "fma",
            "avx_vnni",
            "avx512f",
            "avx512bw",
            "avx512vl",
            "avx512_vnni",
            "avx512_bf16",
            "avx512_fp16",
            "amx_tile",
            "amx_int8",
            "amx_bf16",
            "amx_fp16",
            "asimd",
            "asimdhp",
            "asimddp",
            "bf16",
            "i8mm",
            "sve",
            "sve2");

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
        String flags = first(lines, "flags") + " " + first(lines, "Features");
        return new CpuFeatures(
                vendor.isEmpty() ? System.getProperty("os.arch") : vendor,
                Set.of(flags.strip().split(" ")));
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

    /** For the identity of a score: all that decides which kernels a library takes. */
    String name() {
        return vendor
                + WITH_KERNELS.stream()
                        .filter(flags::contains)
                        .map(flag -> " " + flag)
                        .collect(Collectors.joining());
    }
}
