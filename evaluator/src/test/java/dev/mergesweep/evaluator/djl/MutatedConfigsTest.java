package dev.mergesweep.evaluator.djl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class MutatedConfigsTest {

    /** {@code -Dmutations=2000} for the full number. */
    @Test
    @DisplayName("no mutated config aborts or hangs the process, whether it is refused or scored")
    void neitherAbortsNorHangs() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-Xmx1g",
                        "-cp",
                        System.getProperty("java.class.path"),
                        MutatedConfigs.class.getName(),
                        "src/test/resources/architectures",
                        System.getProperty("mutations", "150")))
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        assertThat(said).containsPattern("refused [1-9]\\d*, scored [1-9]\\d*");
    }
}
