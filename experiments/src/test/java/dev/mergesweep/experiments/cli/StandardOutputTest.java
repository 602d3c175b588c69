package dev.mergesweep.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class StandardOutputTest {

    @Test
    @DisplayName("a reader that has enough is no mistake; a full disk is told with the system's reason")
    void reasons() {
        assertThat(told("Broken pipe")).isEmpty();
        assertThat(told("No space left on device"))
                .isEqualTo(
                        "error: standard output cannot be written: No space left on device. Make room, or send it elsewhere");
    }

    @Test
    @DisplayName("what can be written arrives")
    void arrives() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintWriter writer = new PrintWriter(new StandardOutput(bytes))) {
            writer.print("0.5");
        }
        assertThat(bytes).hasToString("0.5");
    }

    private static String told(String reason) {
        StandardOutput output = new StandardOutput(new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                throw new IOException(reason);
            }
        });
        assertThat(new PrintWriter(output).append("0.5").checkError()).isTrue();
        return output.told();
    }
}
