package dev.mergesweep.evaluator.validation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mergesweep.evaluator.djl.Compute;
import dev.mergesweep.evaluator.validation.Finding.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A good checkpoint passes; a damaged one is refused for its damage and nothing else. */
final class ValidationTest {
    private static final Path PROTOCOLS = Path.of("src/test/resources/protocols");
    private static final Compute COMPUTE = new Compute(Compute.Type.FLOAT32, "cpu", 1);

    @TempDir
    private Path folder;

    /** One thing done to a good checkpoint, and where it must be told. */
    record Damage(String what, Check check, Outcome outcome, Consumer<Path> deed) {
        @Override
        public String toString() {
            return what;
        }
    }

    @BeforeEach
    void copyGoodCheckpoint() throws IOException {
        for (String part : List.of("model", "tokenizer-bos")) {
            try (Stream<Path> files = Files.list(PROTOCOLS.resolve(part))) {
                for (Path file : files.toList()) {
                    Files.copy(file, folder.resolve(file.getFileName().toString()));
                }
            }
        }
    }

    @Test
    @DisplayName("a good checkpoint passes every check")
    void goodOnePasses() throws IOException {
        assertThat(Validation.of(folder.toString(), COMPUTE))
                .allSatisfy(finding ->
                        assertThat(finding.outcome()).as("%s", finding).isIn(Outcome.PASS, Outcome.SKIP));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("damages")
    @DisplayName("a damage is found, named, and nothing else is reported")
    void damageIsFound(Damage damage) throws IOException {
        damage.deed().accept(folder);

        List<Finding> reported = Validation.of(folder.toString(), COMPUTE).stream()
                .filter(finding -> finding.outcome() == Outcome.FAIL || finding.outcome() == Outcome.WARN)
                .toList();

        assertThat(reported).as("%s", reported).isNotEmpty().allSatisfy(finding -> {
            assertThat(finding.check()).isEqualTo(damage.check());
            assertThat(finding.outcome()).isEqualTo(damage.outcome());
        });
    }

    static Stream<Arguments> damages() {
        return Stream.of(
                        fail("config.json removed", Check.FILES, path -> delete(path, "config.json")),
                        fail("config.json cut", Check.FILES, path -> cut(path, "config.json", 20)),
                        fail("weights removed", Check.FILES, path -> delete(path, "model.safetensors")),
                        fail("weights cut by one byte", Check.FILES, path -> cut(path, "model.safetensors", 1)),
                        fail("weights one byte longer", Check.FILES, path -> append(path, "model.safetensors")),
                        fail("header's length damaged", Check.FILES, path -> poke(path, "model.safetensors", 6, 0x7F)),
                        fail("an unknown type", Check.FILES, replace("model.safetensors", "BF16", "XF16")),
                        fail(
                                "a tensor renamed",
                                Check.TENSORS,
                                replace("model.safetensors", "layers.1.mlp.up", "layers.1.mlp.uq")),
                        fail(
                                "one layer more promised",
                                Check.TENSORS,
                                replace("config.json", "\"num_hidden_layers\": 3", "\"num_hidden_layers\": 4")),
                        fail(
                                "another width promised",
                                Check.TENSORS,
                                replace("config.json", "\"intermediate_size\": 176", "\"intermediate_size\": 172")),
                        fail(
                                "another vocab_size",
                                Check.VOCABULARY,
                                replace("config.json", "\"vocab_size\": 512", "\"vocab_size\": 500")),
                        fail(
                                "tied flag wrong",
                                Check.TIED_WEIGHTS,
                                replace(
                                        "config.json",
                                        "\"tie_word_embeddings\": false",
                                        "\"tie_word_embeddings\": true")),
                        fail(
                                "the head renamed away",
                                Check.TIED_WEIGHTS,
                                replace("model.safetensors", "lm_head.weight", "model.rotary_emb.inv_freq")),
                        fail(
                                "a NaN",
                                Check.VALUES,
                                path -> poke(path, "model.safetensors", size(path) - 1, 0x7F, 0xFF)),
                        fail(
                                "an infinity",
                                Check.VALUES,
                                path -> poke(path, "model.safetensors", size(path) - 2, 0x80, 0x7F)),
                        warn("another dtype named", Check.TYPES, replace("config.json", "bfloat16", "float16")),
                        fail("tokenizer removed", Check.TOKENIZER, path -> delete(path, "tokenizer.json")),
                        fail("tokenizer cut", Check.TOKENIZER, path -> cut(path, "tokenizer.json", 100)),
                        fail(
                                "an id beyond the embedding",
                                Check.TOKENIZER,
                                replace("tokenizer.json", "\"id\": 1,", "\"id\": 512,")),
                        fail(
                                "EOS beyond the embedding",
                                Check.SPECIAL_TOKENS,
                                replace("generation_config.json", "\"eos_token_id\": 1", "\"eos_token_id\": 999")),
                        fail(
                                "EOS differs",
                                Check.SPECIAL_TOKENS,
                                replace("generation_config.json", "\"eos_token_id\": 1", "\"eos_token_id\": 7")),
                        fail(
                                "an unknown EOS token",
                                Check.SPECIAL_TOKENS,
                                replace("tokenizer_config.json", "<|eos|>", "<|end|>")),
                        fail(
                                "generation_config.json broken",
                                Check.SPECIAL_TOKENS,
                                path -> cut(path, "generation_config.json", 3)),
                        warn(
                                "a stale shard",
                                Check.FILES,
                                path -> copy(path, "model.safetensors", "model-00001-of-00002.safetensors")))
                .map(Arguments::of);
    }

    private static Damage fail(String what, Check check, Consumer<Path> deed) {
        return new Damage(what, check, Outcome.FAIL, deed);
    }

    private static Damage warn(String what, Check check, Consumer<Path> deed) {
        return new Damage(what, check, Outcome.WARN, deed);
    }

    private static void delete(Path folder, String file) {
        change(() -> Files.delete(folder.resolve(file)));
    }

    private static void cut(Path folder, String file, int bytes) {
        change(() -> {
            byte[] all = Files.readAllBytes(folder.resolve(file));
            Files.write(folder.resolve(file), java.util.Arrays.copyOf(all, all.length - bytes));
        });
    }

    private static void append(Path folder, String file) {
        change(() -> Files.write(folder.resolve(file), new byte[1], java.nio.file.StandardOpenOption.APPEND));
    }

    private static void copy(Path folder, String file, String to) {
        change(() -> Files.copy(folder.resolve(file), folder.resolve(to)));
    }

    private static void poke(Path folder, String file, long at, int... bytes) {
        change(() -> {
            byte[] all = Files.readAllBytes(folder.resolve(file));
            for (int i = 0; i < bytes.length && at + i < all.length; i++) {
                all[(int) at + i] = (byte) bytes[i];
            }
            if (bytes.length > 1 && at + bytes.length > all.length) {
                all[all.length - 2] = (byte) bytes[1];
            }
            Files.write(folder.resolve(file), all);
        });
    }

    /** Also inside a safetensors header, whose length is written anew. */
    private static Consumer<Path> replace(String file, String from, String to) {
        return folder -> change(() -> {
            Path path = folder.resolve(file);
            byte[] all = Files.readAllBytes(path);
            if (!file.endsWith(".safetensors")) {
                String text = new String(all, UTF_8);
                assertThat(text).contains(from);
                Files.writeString(path, text.replace(from, to));
                return;
            }
            ByteBuffer bytes = ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN);
            int length = Math.toIntExact(bytes.getLong(0));
            String header = new String(all, 8, length, UTF_8);
            assertThat(header).contains(from);
            byte[] changed =
                    header.replaceFirst(java.util.regex.Pattern.quote(from), to).getBytes(UTF_8);
            ByteBuffer out = ByteBuffer.allocate(8 + changed.length + all.length - 8 - length)
                    .order(ByteOrder.LITTLE_ENDIAN);
            out.putLong(changed.length).put(changed).put(all, 8 + length, all.length - 8 - length);
            Files.write(path, out.array());
        });
    }

    private static long size(Path folder) {
        try {
            return Files.size(folder.resolve("model.safetensors"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @FunctionalInterface
    private interface Deed {
        void run() throws IOException;
    }

    private static void change(Deed deed) {
        try {
            deed.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** So that a mistake in this table shows: every check but those that need a merge has a damage. */
    @Test
    @DisplayName("every check that needs no merge.json has a damage here")
    void everyCheckHasDamage() {
        Map<Check, Long> counts = damages()
                .map(arguments -> (Damage) arguments.get()[0])
                .collect(java.util.stream.Collectors.groupingBy(Damage::check, java.util.stream.Collectors.counting()));
        assertThat(counts.keySet())
                .containsExactlyInAnyOrder(
                        Check.FILES,
                        Check.VOCABULARY,
                        Check.TIED_WEIGHTS,
                        Check.TENSORS,
                        Check.TYPES,
                        Check.VALUES,
                        Check.TOKENIZER,
                        Check.SPECIAL_TOKENS);
    }
}
