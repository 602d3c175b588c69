package dev.mergesweep.reports.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainNumbersTest {
    private static final int NUMBERS = 200_000;

    private static double decimal(String number) {
        return PlainNumbers.decimal("7," + number + ",7", 2, 2 + number.length());
    }

    private static long whole(String number) {
        return PlainNumbers.whole("7," + number + ",7", 2, 2 + number.length());
    }

    @Test
    @DisplayName("numbers of up to 18 digits are read to the last bit, as Java reads them")
    void asJava() {
        Random random = new Random(1);
        int left = 0;
        for (int i = 0; i < NUMBERS; i++) {
            double number = Math.exp(20 * random.nextDouble() - 10);
            int places = random.nextInt(18);
            for (String text : new String[] {
                String.format(Locale.ROOT, "%." + places + "f", number),
                new BigDecimal(number).toPlainString().substring(0, 18),
                Double.toString(number)
            }) {
                double read = decimal(text);
                left += Double.isNaN(read) ? 1 : 0;
                assertThat(Double.isNaN(read) ? Double.parseDouble(text) : read)
                        .as(text)
                        .isEqualTo(Double.parseDouble(text));
            }
        }
        // Longer ones, and those with an exponent.
        assertThat(left).as("left to Java").isLessThan(NUMBERS);
    }

    @Test
    @DisplayName("a number halfway between two doubles is left to Java, which rounds it to even; one beside it is not")
    void halfway() {
        assertThat(decimal("9007199254740993.0")).isNaN();
        assertThat(decimal("4503599627370496.5")).isNaN();
        assertThat(decimal("4503599627370496.51")).isEqualTo(4503599627370497.0);
        assertThat(decimal("4503599627370496.49")).isEqualTo(4503599627370496.0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0.0", "00012.50", "5.", ".5", "99999999999999999", "0.0000000000000000000001"})
    @DisplayName("zeros before and after, a point at either end, and very small ones are plain")
    void plain(String number) {
        assertThat(decimal(number)).isEqualTo(Double.parseDouble(number));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "1.2.3",
                "-1",
                "+1",
                "1e3",
                "NaN",
                " 1",
                "1 ",
                "1234567890123456789012",
                "0.00000000000000000000001"
            })
    @DisplayName("whatever is written in another way is left to Java")
    void leftToJava(String number) {
        assertThat(decimal(number)).isNaN();
    }

    @Test
    @DisplayName("whole numbers are digits alone, of which 18 fit")
    void wholeNumbers() {
        assertThat(whole("0")).isZero();
        assertThat(whole("00118")).isEqualTo(118);
        assertThat(whole("999999999999999999")).isEqualTo(999_999_999_999_999_999L);
        for (String other : new String[] {"", "-1", "118.0", "1 ", "1e3", "1234567890123456789"}) {
            assertThat(whole(other)).as(other).isEqualTo(-1);
        }
    }
}
