package dev.mergesweep.evaluator.djl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mergesweep.evaluator.Forward;
import dev.mergesweep.evaluator.Pack;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.io.TempDir;

class EndingTest {
    /** 128 + SIGTERM: the JVM ended as it was told to, it was not aborted. */
    private static final int TERMINATED = 143;

    /** A process that scores until it is ended. */
    static final class Endless {
        private Endless() {}

        public static void main(String[] arguments) {
            SyntheticSource source = new SyntheticSource(SyntheticSource.llama(192, 2, 6, 2, 512, 4096));
            boolean[] scored = new boolean[512];
            Arrays.fill(scored, 1, 512, true);
            Pack pack = new Pack(512, List.of(new Pack.Window(0, new long[512], scored)));
            try (Forward forward = TorchForward.open(source, new Compute(Compute.Type.FLOAT32, "cpu", 2))) {
                while (true) {
                    Scoring.nats(forward, source, List.of(pack, pack, pack, pack));
                    System.out.println("scored");
                }
            }
        }
    }

    @RepeatedTest(3)
    @DisplayName("A process that is ended in the middle of a forward pass ends quietly")
    void endsQuietly(RepetitionInfo repetition, @TempDir Path folder) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Endless.class.getName()))
                .directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader output = process.inputReader()) {
            assertThat(output.readLine()).isEqualTo("scored");
            Thread.sleep(37L * repetition.getCurrentRepetition());
            process.toHandle().destroy();
            output.lines().forEach(line -> assertThat(line).isEqualTo("scored"));
        }
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isEqualTo(TERMINATED);
        assertThat(folder).isEmptyDirectory();
    }
}
