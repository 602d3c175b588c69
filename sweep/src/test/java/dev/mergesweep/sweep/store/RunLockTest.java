package dev.mergesweep.sweep.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLockTest {
    @TempDir
    private Path folder;

    /** Looks at a folder without a pause, until it is ended. */
    static final class Onlooker {
        private Onlooker() {}

        public static void main(String[] arguments) throws IOException {
            while (true) {
                System.out.println(RunLock.holder(Path.of(arguments[0])));
            }
        }
    }

    private Process onlooker() throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(
                        java,
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Onlooker.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    @Test
    @DisplayName("who only looks is never in the way of one who comes to write, and sees who does")
    void lookingOn() throws IOException, InterruptedException {
        RunLock.take(folder).close();
        Process onlooker = onlooker();
        try (var seen = onlooker.inputReader(StandardCharsets.US_ASCII)) {
            assertThat(seen.readLine()).isEqualTo("-1");
            long own = ProcessHandle.current().pid();
            boolean noticed = false;
            for (int i = 0; i < 3000; i++) {
                try (RunLock lock = RunLock.take(folder)) {
                    while (seen.ready()) {
                        noticed |= seen.readLine().equals(Long.toString(own));
                    }
                    assertThat(lock).isNotNull();
                }
                // Two who look do not take each other for a writer.
                assertThat(RunLock.holder(folder)).isEqualTo(-1);
            }
            try (RunLock lock = RunLock.take(folder)) {
                while (!noticed) {
                    noticed = seen.readLine().equals(Long.toString(own));
                }
                assertThat(lock).isNotNull();
            }
        } finally {
            onlooker.destroyForcibly();
            assertThat(onlooker.waitFor(1, TimeUnit.MINUTES)).isTrue();
        }
    }

    @Test
    @DisplayName("a folder in which no file can be opened is told with what the system says of it")
    void notWritable() throws IOException {
        Files.createDirectory(folder.resolve(".lock"));
        assertThatThrownBy(() -> RunLock.take(folder))
                .isInstanceOf(StoreFailure.class)
                .hasMessage(folder
                        + ": cannot be written: Is a directory. Check the disk, or choose another folder with --run");
    }

    @Test
    @DisplayName("one writer a folder, also within a process")
    void oneWriter() throws IOException {
        try (RunLock lock = RunLock.take(folder)) {
            assertThat(RunLock.holder(folder)).isEqualTo(ProcessHandle.current().pid());
            assertThatThrownBy(() -> RunLock.take(folder))
                    .isInstanceOf(StoreFailure.class)
                    .hasMessage(
                            "%s: Another run of this process works in this folder. Wait until it ends, or look at it with:"
                                    + " mergesweep status %1$s",
                            folder);
            assertThat(lock).isNotNull();
        }
        assertThat(RunLock.holder(folder)).isEqualTo(-1);
    }
}
