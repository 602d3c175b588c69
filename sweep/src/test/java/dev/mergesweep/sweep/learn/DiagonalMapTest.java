package dev.mergesweep.sweep.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.mergesweep.sweep.learn.DiagonalMap.Curve;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DiagonalMapTest {
    private static Bowl bowl() {
        SequencedMap<String, Double> best = new LinkedHashMap<>();
        best.put("a", 0.2);
        best.put("b", 0.9);
        best.put("c", 1.4);
        return new Bowl(best, Map.of("a", 0.5, "b", 2.0, "c", 0.01));
    }

    @Test
    @DisplayName(
            "knows the objective of the uniform merges that were seen, and its slope when all tensors move together")
    void uniform() {
        DiagonalMap map = bowl().map(0);
        assertThat(map.values().get(0.75))
                .isCloseTo(bowl().value(Map.of("a", 0.75, "b", 0.75, "c", 0.75)), within(1e-12));
        assertThat(map.slopes().get(0.25)).isCloseTo(0.5 * 0.05 - 2 * 0.65 - 0.01 * 1.15, within(1e-12));
    }

    @Test
    @DisplayName("knows each tensor's slope and curvature, and the weighted error of the former")
    void curves() {
        Curve curve = bowl().map(0.04).curves().get("b");
        assertThat(curve).isNotNull();
        assertThat(curve.slope(0.5)).isCloseTo(-0.8, within(1e-12));
        assertThat(curve.curvature()).isCloseTo(2, within(1e-12));
        assertThat(curve.error()).isCloseTo(0.04 * Math.hypot(0.75, 0.25), within(1e-12));
    }

    @Test
    @DisplayName("a slope below its error is none; one of twice its error keeps three quarters")
    void shrunk() {
        assertThat(new Curve(0.5, List.of(0.1, 1.0), 0.11).shrunk().slope(0.5)).isZero();
        assertThat(new Curve(0.5, List.of(-0.2, 1.0), 0.1).shrunk().slope(0.5)).isCloseTo(-0.15, within(1e-12));
    }
}
