package dev.mergesweep.merger.checkpoint;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mergesweep.merger.yaml.InputException;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A safetensors file")
class SafetensorsTest {
    private static final String ADVICE = ". The file is damaged or no safetensors file: download or save it again";

    @TempDir
    private Path folder;

    private Safetensors open(String header, int dataBytes) {
        return Safetensors.open(
                RawSafetensors.write(folder.resolve("m.safetensors"), header, new byte[dataBytes]), "m.safetensors");
    }

    private static TensorEntry entry(Safetensors file, String tensor) {
        return requireNonNull(file.tensors().get(tensor));
    }

    private void refused(String header, int dataBytes, String message) {
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> open(header, dataBytes))
                .withMessage("m.safetensors: " + message + ADVICE);
    }

    @Nested
    class IsRead {
        @Test
        @DisplayName("with its tensors in the order of their bytes, whatever the order of the header")
        void inOrderOfBytes() {
            Safetensors file = open("""
                    {"__metadata__":{"format":"pt"},
                     "b":{"dtype":"BF16","shape":[2,2],"data_offsets":[4,12]},
                     "a":{"dtype":"F32","shape":[],"data_offsets":[0,4]},
                     "none":{"dtype":"F16","shape":[0,3],"data_offsets":[4,4]}}   """, 12);

            assertThat(file.tensors().keySet()).containsExactly("a", "none", "b");
            assertThat(entry(file, "b").shape()).isEqualTo(Shape.of(2, 2));
            assertThat(file.bytes(entry(file, "b")).byteSize()).isEqualTo(8);
            assertThat(file.bytes(entry(file, "none")).byteSize()).isZero();
        }

        @Test
        @DisplayName("at any alignment")
        void unaligned() {
            byte[] header = "{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}} "
                    .getBytes(StandardCharsets.UTF_8);
            assertThat(header.length % 2).isEqualTo(1);
            Path path = RawSafetensors.write(folder.resolve("odd"), header.length, header, new byte[] {0, 0, 0, 0x40});

            Safetensors file = Safetensors.open(path, "odd");

            assertThat(file.bytes(entry(file, "x")).get(ValueLayout.JAVA_FLOAT_UNALIGNED, 0))
                    .isEqualTo(2);
        }

        @Test
        @DisplayName("when it holds no tensor")
        void empty() {
            assertThat(open("{}", 0).tensors()).isEmpty();
        }
    }

    @Nested
    class IsRefused {
        @Test
        @DisplayName("when it is shorter than the length of a header")
        void tooShort() throws Exception {
            Path file = Files.write(folder.resolve("m.safetensors"), new byte[3]);
            assertThatExceptionOfType(InputException.class)
                    .isThrownBy(() -> Safetensors.open(file, "m.safetensors"))
                    .withMessage("m.safetensors: the file has 3 bytes, fewer than a header" + ADVICE);
        }

        @ParameterizedTest
        @CsvSource({
            "1152921504606846976, 1152921504606846976",
            "-1, 18446744073709551615",
            "100000001, 100000001",
            "3, 3"
        })
        @DisplayName("when its header claims more bytes than it has or the format allows")
        void hugeHeader(long claimed, String shown) {
            Path file =
                    RawSafetensors.write(folder.resolve("m.safetensors"), claimed, new byte[] {'{', '}'}, new byte[0]);
            assertThatExceptionOfType(InputException.class)
                    .isThrownBy(() -> Safetensors.open(file, "m.safetensors"))
                    .withMessage("m.safetensors: the file has 10 bytes and says that its header has " + shown
                            + "; at most 100000000 are allowed" + ADVICE);
        }

        @Test
        @DisplayName("when its header is no JSON object")
        void noObject() {
            refused("[]", 0, "the header does not begin with \"{\"");
            refused("", 0, "the header does not begin with \"{\"");
            refused("{} {}", 0, "something stands behind the header's closing brace");
        }

        @Test
        @DisplayName("when its header is broken JSON")
        void broken() {
            assertThatExceptionOfType(InputException.class)
                    .isThrownBy(() -> open("{\"a\":", 0))
                    .withMessageStartingWith("m.safetensors: the header is not valid JSON: Unexpected end-of-input")
                    .withMessageEndingWith(ADVICE);
        }

        @Test
        @DisplayName("when a name is there twice")
        void duplicate() {
            assertThatExceptionOfType(InputException.class)
                    .isThrownBy(() -> open(
                            "{\"a\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]},"
                                    + "\"a\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[1,2]}}",
                            2))
                    .withMessageContaining("Duplicate")
                    .withMessageContaining("\"a\"")
                    .withMessageStartingWith("m.safetensors: a: ");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "{'dtype':'BF17','shape':[1],'data_offsets':[0,2]} | \"BF17\" is not an element type that can be read",
                    "{'dtype':4,'shape':[1],'data_offsets':[0,2]} | dtype is no string",
                    "{'shape':[1],'data_offsets':[0,2]} | the entry lacks \"dtype\"",
                    "{'dtype':'BF16','data_offsets':[0,2]} | the entry lacks \"shape\"",
                    "{'dtype':'BF16','shape':[1]} | the entry lacks \"data_offsets\"",
                    "{'dtype':'BF16','shape':1,'data_offsets':[0,2]} | shape is no list",
                    "{'dtype':'BF16','shape':[1.0],'data_offsets':[0,2]} | shape holds something that is no whole number",
                    "{'dtype':'BF16','shape':[-1],'data_offsets':[0,2]} | shape holds -1, which is not between 0 and 2^63 - 1",
                    "{'dtype':'BF16','shape':[9223372036854775808],'data_offsets':[0,2]} | shape holds 9223372036854775808, which is not between 0 and 2^63 - 1",
                    "{'dtype':'BF16','shape':[1],'data_offsets':[0,2,4]} | data_offsets holds 3 numbers in place of 2",
                    "{'dtype':'BF16','shape':[2],'data_offsets':[0,2]} | BF16 [2] takes 4 bytes, but data_offsets [0, 2] span 2",
                    "{'dtype':'BF16','shape':[0],'data_offsets':[2,0]} | BF16 [0] takes 0 bytes, but data_offsets [2, 0] span -2",
                    "{'dtype':'BF16','shape':[4294967296,4294967296],'data_offsets':[0,2]} | BF16 [4294967296, 4294967296] has more than 2^63 - 1 bytes",
                    "{'dtype':'BF16','shape':[1],'data_offsets':[2,4]} | ends at byte 4 of the data, of which there are 2",
                    "3 | the entry is no object",
                })
        @DisplayName("when a tensor's entry breaks a rule, naming the tensor")
        void entry(String entry, String what) {
            refused("{\"x\":" + entry.replace('\'', '"') + "}", 2, "x: " + what);
        }

        @Test
        @DisplayName("when tensors overlap or leave a gap")
        void overlapAndGap() {
            String two = "{\"a\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[0,2]},"
                    + "\"b\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[%d,%d]}}";
            refused(two.formatted(1, 3), 8, "b: begins at byte 1 of the data, but the tensor before it ends at 2");
            refused(two.formatted(3, 5), 8, "b: begins at byte 3 of the data, but the tensor before it ends at 2");
            refused(two.formatted(2, 4), 8, "the tensors end at byte 4 of the data, of which there are 8");
        }

        @Test
        @DisplayName("when metadata are no strings")
        void metadata() {
            refused("{\"__metadata__\":[]}", 0, "__metadata__: __metadata__ is no object");
            refused("{\"__metadata__\":{\"format\":1}}", 0, "__metadata__: a value of __metadata__ is no string");
        }

        @Test
        @DisplayName("when it is missing or a folder")
        void missing() {
            assertThatExceptionOfType(InputException.class)
                    .isThrownBy(() -> Safetensors.open(folder.resolve("no"), "no"))
                    .withMessage("no: the file is not there" + ADVICE);
            assertThatExceptionOfType(InputException.class)
                    .isThrownBy(() -> Safetensors.open(folder, "here"))
                    .withMessage("here: this is a folder" + ADVICE);
        }
    }
}
