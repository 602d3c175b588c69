package dev.mergesweep.merger.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HourglassTest {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    /** Hangs, or aborts as a fault in native code does. */
    static final class Faulty {
        public static void main(String[] arguments) {
            Hourglass.overThisThread().turn("the input");
            if (arguments[0].equals("abort")) {
                Runtime.getRuntime().halt(134);
            }
            long turns = 0;
            while (arguments[0].equals("hang")) {
                turns++;
            }
            System.out.println("done " + turns);
        }
    }

    @Test
    @DisplayName("a program that hangs is ended, and the input that it hung with is told")
    void hang(@TempDir Path folder) {
        assertThatThrownBy(() -> ChildProcess.run(Faulty.class, folder, LIMIT, "hang"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("no end of it: the input");
    }

    @Test
    @DisplayName("a program that aborts is a failure")
    void abort(@TempDir Path folder) {
        assertThatThrownBy(() -> ChildProcess.run(Faulty.class, folder, LIMIT, "abort"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("134");
    }

    @Test
    @DisplayName("a program that ends well gives what it printed")
    void fine(@TempDir Path folder) throws Exception {
        assertThat(ChildProcess.run(Faulty.class, folder, LIMIT, "fine")).isEqualTo("done 0\n");
    }
}
