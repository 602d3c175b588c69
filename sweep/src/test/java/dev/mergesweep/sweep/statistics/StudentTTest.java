package dev.mergesweep.sweep.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The expected values are computed with 40 digits by mpmath: the incomplete beta function, and its roots. */
class StudentTTest {
    /** Ten digits. */
    private static final double PERCENT = 1e-8;

    @ParameterizedTest
    @CsvSource({
        "-0.001, 1, 0.49968169021991944",
        "-60, 1, 0.0053046736326232705",
        "-0.7, 1.7, 0.28362329321398799",
        "-60, 1.7, 0.00039585055946725283",
        "-2.5, 11, 0.014753187043682094",
        "-60, 11, 1.7046134326531505e-15",
        "-8, 37.81, 5.9045061033342243e-10",
        "-60, 37.81, 2.0814383576602097e-39",
        "-25, 59, 2.1804277326116578e-33",
        "-60, 59, 6.8865313426799883e-55",
        "-0.001, 78.976005, 0.49960231861553569",
        "-25, 78.976005, 1.4450185661163623e-39",
        "-0.7, 499, 0.24212675694340182",
        "-25, 499, 2.4450484193244839e-90",
        "-60, 499, 1.2378139117984282e-230",
        "-8, 12345.6, 6.7743988865486819e-16",
        "-25, 12345.6, 6.601062985922469e-135"
    })
    @DisplayName("is right to ten digits, also far in the tail and with broken degrees of freedom")
    void isRightFarInTheTail(double t, double df, double expected) {
        assertThat(StudentT.atMost(t, df)).isCloseTo(expected, withinPercentage(PERCENT));
        assertThat(StudentT.beyond(t, df)).isCloseTo(2 * expected, withinPercentage(PERCENT));
        assertThat(StudentT.atMost(-t, df)).isCloseTo(1 - expected, within(1e-12));
    }

    @ParameterizedTest
    @CsvSource({
        "0.975, 1, 12.706204736174705",
        "0.8, 1, 1.3763819204711735",
        "0.975, 1.7, 5.1188389882530597",
        "0.8, 1.7, 1.108345008645114",
        "0.975, 11, 2.2009851600916399",
        "0.8, 11, 0.87552997807388145",
        "0.975, 37.81, 2.0247282887828279",
        "0.8, 37.81, 0.85123132374453638",
        "0.975, 499, 1.9647293909876891",
        "0.8, 499, 0.84234214916880519",
        "0.975, 12345.6, 1.9601561582595105",
        "0.8, 12345.6, 0.84165034944270127"
    })
    @DisplayName("gives back the quantile that a probability belongs to")
    void givesQuantiles(double probability, double df, double expected) {
        assertThat(StudentT.quantile(probability, df)).isCloseTo(expected, withinPercentage(PERCENT));
    }

    @Test
    @DisplayName("ends at 0 and 1 for infinite t, and vanishes where no double is small enough")
    void endsAtTheInfinities() {
        assertThat(StudentT.atMost(Double.NEGATIVE_INFINITY, 7)).isZero();
        assertThat(StudentT.atMost(Double.POSITIVE_INFINITY, 7)).isEqualTo(1);
        assertThat(StudentT.atMost(-60, 12_345.6)).isZero();
    }
}
