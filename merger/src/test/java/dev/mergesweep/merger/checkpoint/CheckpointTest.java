package dev.mergesweep.merger.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mergesweep.merger.TensorSource.Header;
import dev.mergesweep.merger.yaml.InputException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A checkpoint")
class CheckpointTest {
    private static final String A = "{\"a\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[0,2]}}";
    private static final String B = "{\"b\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]}}";

    @TempDir
    private Path folder;

    @BeforeEach
    void config() throws IOException {
        Files.writeString(folder.resolve("config.json"), "{\"model_type\":\"llama\"}");
    }

    private void single() {
        RawSafetensors.write(folder.resolve("model.safetensors"), A, new byte[] {1, 2});
    }

    private void sharded(String index) throws IOException {
        RawSafetensors.write(folder.resolve("one.safetensors"), A, new byte[] {1, 2});
        RawSafetensors.write(folder.resolve("two.safetensors"), B, new byte[] {3});
        Files.writeString(folder.resolve("model.safetensors.index.json"), index);
    }

    private void refused(String message) {
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> Checkpoint.open(folder))
                .withMessage(message.replace("$", folder.toString()));
    }

    @Nested
    class OfOneFile {
        @Test
        @DisplayName("gives its configuration, headers and bytes")
        void isRead() {
            single();
            Checkpoint checkpoint = Checkpoint.open(folder.toString());

            assertThat(checkpoint.config().get("model_type").stringValue()).isEqualTo("llama");
            assertThat(checkpoint.headers()).containsExactly(Map.entry("a", new Header(ElementType.U8, Shape.of(2))));
            assertThat(checkpoint.bytes("a").toArray(ValueLayout.JAVA_BYTE)).containsExactly(1, 2);
            assertThat(checkpoint.folder()).isEqualTo(folder);
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment target = arena.allocate(2);
                checkpoint.read("a", target);
                assertThat(target.toArray(ValueLayout.JAVA_BYTE)).containsExactly(1, 2);
            }
        }

        @Test
        @DisplayName("hands out copies of its configuration")
        void configIsACopy() {
            single();
            Checkpoint checkpoint = Checkpoint.open(folder);
            checkpoint.config().put("model_type", "gpt2");
            assertThat(checkpoint.config().get("model_type").stringValue()).isEqualTo("llama");
        }
    }

    @Nested
    class OfShards {
        @Test
        @DisplayName("is read through its index")
        void isRead() throws IOException {
            sharded("{\"weight_map\":{\"b\":\"two.safetensors\",\"a\":\"one.safetensors\"}}");
            Checkpoint checkpoint = Checkpoint.open(folder);
            assertThat(checkpoint.headers().keySet()).containsExactly("a", "b");
            assertThat(checkpoint.bytes("b").toArray(ValueLayout.JAVA_BYTE)).containsExactly(3);
        }

        @Test
        @DisplayName("is refused where index and shards disagree, with every difference")
        void disagreement() throws IOException {
            sharded("{\"weight_map\":{\"b\":\"two.safetensors\",\"c\":\"one.safetensors\",\"d\":\"two.safetensors\"}}");
            refused("""
                    $/one.safetensors: a: the tensor is not in model.safetensors.index.json. Save the checkpoint again
                    $/model.safetensors.index.json: c: the tensor is not in one.safetensors. Download or save the checkpoint again
                    $/model.safetensors.index.json: d: the tensor is not in two.safetensors. Download or save the checkpoint again\
                    """);
        }

        @Test
        @DisplayName("never leaves its folder")
        void traversal() throws IOException {
            sharded("{\"weight_map\":{\"a\":\"../one.safetensors\",\"b\":7}}");
            refused("""
                    $/model.safetensors.index.json: a: "../one.safetensors" is no file of this folder
                    $/model.safetensors.index.json: b: 7 is no file of this folder\
                    """);
        }

        @Test
        @DisplayName("is refused where a shard is missing")
        void missingShard() throws IOException {
            sharded("{\"weight_map\":{\"a\":\"three.safetensors\"}}");
            refused("$/three.safetensors: the file is not there. "
                    + "The file is damaged or no safetensors file: download or save it again");
        }

        @Test
        @DisplayName("is refused where the index has no map or is no JSON")
        void noMap() throws IOException {
            sharded("{}");
            refused(
                    "$/model.safetensors.index.json: weight_map: the key is missing or no object. Save the checkpoint again");
            sharded("[]");
            refused("$/model.safetensors.index.json: the file is no JSON object");
        }
    }

    @Nested
    class ThatIsNone {
        @Test
        @DisplayName("is refused with the file that is missing")
        void missing() throws IOException {
            refused("$: the folder holds neither model.safetensors nor model.safetensors.index.json. "
                    + "Name a folder that holds a checkpoint, as save_pretrained writes it");
            Files.delete(folder.resolve("config.json"));
            refused("$/config.json: the file is missing. A checkpoint folder holds a config.json beside its weights");
        }

        @Test
        @DisplayName("is refused where its weights are a pickle, with the way to convert it")
        void pickle() throws IOException {
            Files.writeString(folder.resolve("pytorch_model.bin"), "");
            refused("$/pytorch_model.bin: the weights are a pickle, which can run any program when it is read. "
                    + "Convert them where you trust their origin: python -c \"from transformers import AutoModelForCausalLM as M; "
                    + "M.from_pretrained('$').save_pretrained('$-safetensors')\"");
        }

        @Test
        @DisplayName("is refused where its configuration is no JSON")
        void brokenConfig() throws IOException {
            Files.writeString(folder.resolve("config.json"), "{\"a\":1,\"a\":2}");
            assertThatExceptionOfType(InputException.class)
                    .isThrownBy(() -> Checkpoint.open(folder))
                    .withMessageStartingWith(folder + "/config.json: the file is not valid JSON: Duplicate");
        }
    }

    @Nested
    class FromTheHub {
        @Test
        @DisplayName("is found under its name, by branch or commit")
        void found() throws IOException {
            Path repository = folder.resolve("models--org--tiny");
            Path snapshot = Files.createDirectories(repository.resolve("snapshots/0123abcd"));
            Files.createDirectories(repository.resolve("refs"));
            Files.writeString(repository.resolve("refs/main"), "0123abcd\n");
            HubCache cache = HubCache.of(Map.of("HF_HUB_CACHE", folder.toString()), Path.of("/nowhere"));

            assertThat(Checkpoint.resolve("org/tiny", cache)).isEqualTo(snapshot);
            assertThat(Checkpoint.resolve("org/tiny@0123abcd", cache)).isEqualTo(snapshot);
            assertThatExceptionOfType(InputException.class)
                    .isThrownBy(() -> Checkpoint.resolve("org/tiny@v2", cache))
                    .withMessage("org/tiny@v2: this is neither a folder nor downloaded to " + folder
                            + ". Check the path, or download it first: hf download org/tiny@v2");
        }

        @Test
        @DisplayName("is not a file that lies here")
        void file() throws IOException {
            String recipe = Files.writeString(folder.resolve("recipe.yaml"), "").toString();
            assertThatExceptionOfType(InputException.class)
                    .isThrownBy(() -> Checkpoint.resolve(recipe, new HubCache(folder)))
                    .withMessage(recipe + ": this is a file, and a checkpoint is a folder."
                            + " Name the folder that holds its config.json");
        }

        @Test
        @DisplayName("is looked for where huggingface_hub looks")
        void places() {
            Path home = Path.of("/h");
            assertThat(HubCache.of(Map.of(), home).root()).isEqualTo(Path.of("/h/.cache/huggingface/hub"));
            assertThat(HubCache.of(Map.of("XDG_CACHE_HOME", "/x"), home).root())
                    .isEqualTo(Path.of("/x/huggingface/hub"));
            assertThat(HubCache.of(Map.of("HF_HOME", "/f"), home).root()).isEqualTo(Path.of("/f/hub"));
            assertThat(HubCache.of(Map.of("HF_HOME", "/f", "HF_HUB_CACHE", "/c"), home)
                            .root())
                    .isEqualTo(Path.of("/c"));
        }
    }

    @Nested
    class Identity {
        @Test
        @DisplayName("is the same for the same type, shape and bytes, whatever the file or the name")
        void byContent() throws IOException {
            single();
            String alone = Checkpoint.open(folder).identity("a");
            sharded("{\"weight_map\":{\"b\":\"two.safetensors\",\"a\":\"one.safetensors\"}}");
            Checkpoint checkpoint = Checkpoint.open(folder);

            assertThat(alone).matches("[0-9a-f]{32}").isEqualTo(checkpoint.identity("a"));
            assertThat(checkpoint.identity("b")).isNotEqualTo(alone);
        }

        @Test
        @DisplayName("differs where only the shape or the type differs")
        void shapeAndTypeCount() {
            MemorySegment bytes = MemorySegment.ofArray(new byte[4]);
            assertThat(java.util.List.of(
                            Digests.of(new Header(ElementType.BF16, Shape.of(2)), bytes),
                            Digests.of(new Header(ElementType.F16, Shape.of(2)), bytes),
                            Digests.of(new Header(ElementType.F16, Shape.of(2, 1)), bytes)))
                    .doesNotHaveDuplicates();
        }
    }
}
