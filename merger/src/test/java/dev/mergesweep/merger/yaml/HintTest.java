package dev.mergesweep.merger.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class HintTest {
    @Test
    @DisplayName("quotes what a shell would take apart or read otherwise, and nothing else")
    void quotes() {
        assertThat(Hint.of("run", Path.of("/x/e.yaml"), "--run=../a_b", "Zoë's runs", "$HOME/*", ""))
                .isEqualTo("mergesweep run /x/e.yaml --run=../a_b 'Zoë'\\''s runs' '$HOME/*' ''");
    }
}
