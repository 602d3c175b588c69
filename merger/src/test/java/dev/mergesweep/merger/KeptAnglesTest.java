package dev.mergesweep.merger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mergesweep.merger.kernel.Angle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptAnglesTest {
    private static final String KEY = "0123456789abcdef0123456789abcdef";
    private static final Angle ANGLE = new Angle(1.5, Math.nextUp(2), -1 / 3.0);
    private static final Angle SPOILT = new Angle(Double.NaN, 1, Double.NEGATIVE_INFINITY);

    @TempDir
    private Path folder;

    private Path file = Path.of("");

    @BeforeEach
    void name() {
        file = folder.resolve("angles/pair");
    }

    @Test
    @DisplayName("finds every bit of what an earlier merge kept, and nothing else")
    void found() {
        KeptAngles first = KeptAngles.in(file);
        assertThat(first.find(KEY)).isNull();
        first.keep(KEY, ANGLE);
        first.keep(KEY.replace('0', 'f'), SPOILT);

        KeptAngles later = KeptAngles.in(file);
        assertThat(later.find(KEY)).isEqualTo(ANGLE);
        assertThat(later.find(KEY.replace('0', 'f'))).isEqualTo(SPOILT);
        assertThat(later.find(KEY.replace('0', 'e'))).isNull();
    }

    @Test
    @DisplayName("loses nothing that several threads keep at once")
    void atOnce() {
        KeptAngles first = KeptAngles.in(file);
        IntStream.range(0, 200).parallel().forEach(pair -> first.keep("%032x".formatted(pair), new Angle(pair, 1, 0)));

        KeptAngles later = KeptAngles.in(file);
        assertThat(IntStream.range(0, 200))
                .allSatisfy(
                        pair -> assertThat(later.find("%032x".formatted(pair))).isEqualTo(new Angle(pair, 1, 0)));
    }

    @Test
    @DisplayName("begins again where a record was cut off")
    void nonsense() throws IOException {
        KeptAngles.in(file).keep(KEY, ANGLE);
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 50));

        KeptAngles later = KeptAngles.in(file);
        assertThat(later.find(KEY)).isNull();
        later.keep(KEY, ANGLE);
        assertThat(KeptAngles.in(file).find(KEY)).isEqualTo(ANGLE);
    }

    @Test
    @DisplayName("begins again where the file has grown for long")
    void large() throws IOException {
        KeptAngles.in(file).keep(KEY, ANGLE);
        int record = (int) Files.size(file);
        Files.write(file, new byte[((1 << 20) / record + 1) * record]);

        assertThat(KeptAngles.in(file).find(KEY)).isNull();
        assertThat(file).doesNotExist();
    }

    @Test
    @DisplayName("does without where nothing can be written")
    void nowhere() throws IOException {
        Path taken = Files.writeString(folder.resolve("angles"), "a file, no folder");
        KeptAngles.in(file).keep(KEY, ANGLE);
        assertThat(KeptAngles.in(file).find(KEY)).isNull();
        assertThat(taken).hasContent("a file, no folder");
    }
}
