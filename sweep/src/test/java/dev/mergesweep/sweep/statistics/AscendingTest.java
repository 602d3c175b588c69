package dev.mergesweep.sweep.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AscendingTest {
    private static final int SIZE = 777;

    static Stream<Named<IntToDoubleFunction>> values() {
        Random random = new Random(1);
        return Stream.of(
                Named.of("spread evenly", i -> random.nextDouble()),
                Named.of("normal, of both signs", i -> random.nextGaussian()),
                Named.of("in order", i -> i),
                Named.of("in the opposite order", i -> -i),
                Named.of("all equal", i -> 3),
                Named.of("many equal", i -> random.nextInt(20)),
                Named.of("zeros of both signs", i -> i % 2 == 0 ? 0.0 : -0.0),
                Named.of("crowded beside one that is far away", i -> i == 5 ? 1e6 : random.nextGaussian()),
                Named.of("crowded, and apart in their last bits alone", i -> i == 5 ? 1e6 : 1 + i % 40 * 0x1p-52),
                Named.of("too close for their distance to be divided by", i -> i % 3 * Double.MIN_VALUE),
                Named.of("of all sizes", i -> Math.scalb(random.nextGaussian(), random.nextInt(200) - 100)));
    }

    @ParameterizedTest
    @MethodSource
    @DisplayName("values are sorted, and each is told where it stands")
    void values(IntToDoubleFunction value) {
        Ascending ascending = new Ascending(SIZE);
        // Twice, with other values before: nothing is left of them.
        ascending.sort(new Random(2).doubles(SIZE).toArray());
        double[] values = IntStream.range(0, SIZE).mapToDouble(value).toArray();
        ascending.sort(values);

        double[] expected = Arrays.stream(values).map(v -> v + 0.0).sorted().toArray();
        assertThat(Arrays.stream(ascending.sorted()).map(v -> v + 0.0).toArray())
                .containsExactly(expected);
        assertThat(Arrays.stream(ascending.places())
                        .mapToDouble(place -> values[place])
                        .toArray())
                .containsExactly(ascending.sorted());
        assertThat(Arrays.stream(ascending.places()).distinct().count()).isEqualTo(SIZE);
    }

    @Test
    @DisplayName("one value is sorted")
    void one() {
        Ascending ascending = new Ascending(1);
        ascending.sort(new double[] {-2});

        assertThat(ascending.sorted()).containsExactly(-2);
        assertThat(ascending.places()).containsExactly(0);
    }
}
