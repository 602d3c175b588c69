package dev.mergesweep.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mergesweep.sweep.Workload.Amount;
import dev.mergesweep.sweep.Workload.Part;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class MeterTest {
    @Test
    @DisplayName("running costs by the pack, merging by the load, each kind of stage its own")
    void costs() {
        Meter meter = new Meter();
        meter.ran(Part.LAYER, 4, 8e9);
        meter.ran(Part.LAYER, 4, 4e9);
        meter.loaded(Part.LAYER, 1e9);
        meter.loaded(Part.LAYER, 2e9);
        meter.ran(Part.HEAD, 2, 1e9);

        assertThat(meter.seconds(new Workload(Map.of(Part.LAYER, new Amount(10, 4), Part.HEAD, new Amount(6, 0)))))
                .isEqualTo(10 * 1.5 + 4 * 1.5 + 6 * 0.5);
        assertThat(meter.seconds(Workload.NONE)).isZero();
        assertThat(meter.account()).isEqualTo("2 stages merged in 3.0 s, 10 packs run through a stage in 13.0 s");
    }

    @Test
    @DisplayName("says nothing of what was never measured")
    void unknown() {
        Meter meter = new Meter();
        meter.ran(Part.LAYER, 4, 8e9);

        assertThat(meter.seconds(new Workload(Map.of(Part.HEAD, new Amount(1, 0)))))
                .isNaN();
        assertThat(meter.seconds(new Workload(Map.of(Part.LAYER, new Amount(1, 1)))))
                .isNaN();
    }

    @Test
    @DisplayName("work that is done is no longer expected, and more than was expected is no debt")
    void done() {
        Workload work = new Workload(Map.of(Part.LAYER, new Amount(10, 2)));

        assertThat(work.minus(Part.LAYER, new Amount(4, 0)).of(Part.LAYER)).isEqualTo(new Amount(6, 2));
        assertThat(work.minus(Part.LAYER, new Amount(40, 3)).of(Part.LAYER)).isEqualTo(Amount.NOTHING);
        assertThat(work.minus(Part.HEAD, new Amount(1, 1)).of(Part.HEAD)).isEqualTo(Amount.NOTHING);
    }
}
