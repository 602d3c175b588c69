package dev.mergesweep.merger.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.mergesweep.merger.MemoryTensors;
import dev.mergesweep.merger.TensorSource;
import dev.mergesweep.merger.kernel.Floats;
import dev.mergesweep.merger.yaml.InputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("A written checkpoint")
class CheckpointWriterTest {
    @TempDir
    private Path folder;

    private final MemoryTensors source = new MemoryTensors("source")
            .with("lm_head.weight", ElementType.BF16, Shape.of(3, 100), Floats.gaussian(1, 300))
            .with("model.norm.weight", ElementType.F32, Floats.gaussian(2, 100))
            .with("model.a.weight", ElementType.F16, Floats.gaussian(3, 600_001))
            .with("model.b.weight", ElementType.BF16, Floats.gaussian(4, 50))
            .with("none", ElementType.BF16, Shape.of(0, 7));

    private Path write(TensorSource tensors, long shardBytes) throws IOException {
        Path target = folder.resolve("out");
        AtomicLong written = new AtomicLong();
        try (AtomicFolder out = AtomicFolder.create(target)) {
            assertThat(CheckpointWriter.write(tensors, out, shardBytes, written::addAndGet))
                    .hasSameSizeAs(tensors.headers())
                    .allSatisfy(
                            (tensor, digest) -> assertThat(digest).as(tensor).isEqualTo(tensors.identity(tensor)));
            Files.writeString(out.file("config.json"), "{}");
            assertThat(target.resolve("config.json")).doesNotExist();
            out.commit();
        }
        assertThat(written.get())
                .isEqualTo(tensors.headers().values().stream()
                        .mapToLong(TensorSource.Header::bytes)
                        .sum());
        return target;
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 700, 1_000_000, 5_000_000_000L})
    @DisplayName("holds the same tensors when it is read again")
    void readAgain(long shardBytes) throws IOException {
        Checkpoint checkpoint = Checkpoint.open(write(source, shardBytes));
        assertThat(checkpoint.headers()).containsExactlyInAnyOrderEntriesOf(source.headers());
        for (String tensor : source.headers().keySet()) {
            assertThat(checkpoint.identity(tensor)).as(tensor).isEqualTo(source.identity(tensor));
        }
    }

    @Test
    @DisplayName("is one file without an index, where it fits")
    void oneFile() throws IOException {
        assertThat(names(write(source, 5_000_000_000L))).containsExactly("config.json", "model.safetensors");
        assertThat(names(folder)).containsExactly("out");
    }

    @Test
    @DisplayName("begins as the safetensors library writes it: wider types first, then by name, padded to eight bytes")
    void header() throws IOException {
        MemoryTensors small = new MemoryTensors("small")
                .with("b", ElementType.F16, 1)
                .with("c", ElementType.BF16, 1)
                .with("a", ElementType.BF16, Shape.of(1, 1), 1)
                .with("z", ElementType.F32, 1);
        byte[] bytes = Files.readAllBytes(write(small, 1000).resolve("model.safetensors"));
        String expected = "{\"__metadata__\":{\"format\":\"pt\"},"
                + "\"z\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},"
                + "\"a\":{\"dtype\":\"BF16\",\"shape\":[1,1],\"data_offsets\":[4,6]},"
                + "\"c\":{\"dtype\":\"BF16\",\"shape\":[1],\"data_offsets\":[6,8]},"
                + "\"b\":{\"dtype\":\"F16\",\"shape\":[1],\"data_offsets\":[8,10]}}";
        String header = new String(Arrays.copyOfRange(bytes, 8, bytes.length - 10), StandardCharsets.UTF_8);
        assertThat(header).startsWith(expected);
        assertThat(header.substring(expected.length())).isBlank();
        assertThat(header.length() % 8).isZero();
        assertThat(bytes[0]).isEqualTo((byte) header.length());
    }

    @Test
    @DisplayName("is split before a tensor that would push a file above the limit, in the order of the tensors")
    void shards() throws IOException {
        Path out = write(source, 1000);
        assertThat(names(out))
                .containsExactly(
                        "config.json",
                        "model-00001-of-00003.safetensors",
                        "model-00002-of-00003.safetensors",
                        "model-00003-of-00003.safetensors",
                        "model.safetensors.index.json");
        JsonNode index = JsonMapper.shared()
                .readTree(out.resolve("model.safetensors.index.json").toFile());
        assertThat(index.at("/metadata/total_size").asLong()).isEqualTo(600 + 400 + 1_200_002 + 100);
        assertThat(index.get("weight_map").toString())
                .isEqualTo("{\"lm_head.weight\":\"model-00001-of-00003.safetensors\","
                        + "\"model.norm.weight\":\"model-00001-of-00003.safetensors\","
                        + "\"model.a.weight\":\"model-00002-of-00003.safetensors\","
                        + "\"model.b.weight\":\"model-00003-of-00003.safetensors\","
                        + "\"none\":\"model-00003-of-00003.safetensors\"}");
    }

    @Nested
    class ThatFails {
        @Test
        @DisplayName("leaves nothing behind, and what was there stays")
        void nothingLeft() throws IOException {
            Path target = folder.resolve("out");
            try (AtomicFolder out = AtomicFolder.create(target)) {
                CheckpointWriter.write(source, out, 1000, bytes -> {});
                assertThat(out.file("model.safetensors").getFileName()).hasToString("model.safetensors.partial");
            }
            assertThat(names(folder)).isEmpty();
        }

        @Test
        @DisplayName("removes what a killed process left, but not what a living one writes")
        void abandoned() throws IOException {
            long living = ProcessHandle.current().parent().orElseThrow().pid();
            for (String draft :
                    List.of(".out.partial-999999999", ".out.partial-" + living, ".other.partial-999999999")) {
                Files.writeString(Files.createDirectory(folder.resolve(draft)).resolve("x.partial"), "");
            }
            write(source, 1000);
            assertThat(names(folder))
                    .containsExactlyInAnyOrder("out", ".out.partial-" + living, ".other.partial-999999999");
        }

        @Test
        @DisplayName("says where nothing can be written, by the name that was asked for and not by that of a draft")
        void nowhere() throws IOException {
            Path file = Files.writeString(folder.resolve("file"), "");
            Path target = file.resolve("out");
            assertThatExceptionOfType(FileSystemException.class)
                    .isThrownBy(() -> AtomicFolder.create(target))
                    .withMessage(target + ": nothing can be written in " + file
                            + ": a file of that name exists. Check its permissions, or choose another folder");
        }

        @Test
        @DisplayName("says so where something lies under its name, and leaves it")
        void taken() throws IOException {
            Path target = write(source, 1000);
            assertThatExceptionOfType(InputException.class)
                    .isThrownBy(() -> AtomicFolder.create(target))
                    .withMessage(target + ": there is something already. "
                            + "Name a folder that does not exist yet, or remove this one");
            assertThat(Checkpoint.open(target).headers()).hasSize(5);
        }

        @Test
        @DisplayName("takes an empty folder for none")
        void empty() throws IOException {
            Files.createDirectory(folder.resolve("out"));
            assertThat(names(write(source, 1000))).contains("config.json");
        }

        @Test
        @DisplayName("names the file that could not be written")
        void fullDisk() throws IOException {
            try (AtomicFolder out = AtomicFolder.create(folder.resolve("out"))) {
                Files.writeString(out.file("model.safetensors"), "in the way");
                assertThatIOException()
                        .isThrownBy(() -> CheckpointWriter.write(source, out, 5_000_000, bytes -> {}))
                        .withMessage(folder.resolve("out/model.safetensors").toAbsolutePath()
                                + ": cannot be written: a file of that name exists."
                                + " Make room, or choose another folder; nothing of it is left there");
            }
        }
    }

    @Nested
    class Size {
        @ParameterizedTest
        @CsvSource({
            "5B, 5000000000",
            "4000, 4000",
            "12k, 12000",
            "3M, 3000000",
            "2GB, 2000000000",
            "2g, 2000000000",
            "1MB, 1000000"
        })
        @DisplayName("is read as mergekit reads it, and with G")
        void sizes(String text, long bytes) {
            assertThat(ShardSize.bytes("--max-shard-size", text)).isEqualTo(bytes);
        }

        @ParameterizedTest
        @ValueSource(strings = {"2.5B", "", "0", "-1", "5T", "999999999999999B"})
        @DisplayName("is refused where it is none")
        void refused(String text) {
            assertThatExceptionOfType(InputException.class)
                    .isThrownBy(() -> ShardSize.bytes("--max-shard-size", text))
                    .withMessage("--max-shard-size: \"" + text
                            + "\" is not a size. Use whole numbers with K, M or B, for example 500M or 5B");
        }
    }
}
