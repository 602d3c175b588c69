package dev.mergesweep.sweep;

import dev.mergesweep.sweep.Workload.Amount;
import dev.mergesweep.sweep.Workload.Part;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** What work costs on this machine, measured as it is done. */
final class Meter {
    private final Map<Part, Cost> costs = new EnumMap<>(Part.class);

    /** Nanoseconds that so much work took: running packs, and merging and loading weights. */
    private record Cost(Amount work, double running, double loading) {
        static final Cost NOTHING = new Cost(Amount.NOTHING, 0, 0);

        Cost plus(Amount more, double ran, double loaded) {
            return new Cost(work.plus(more), running + ran, loading + loaded);
        }

        double nanoseconds(Amount asked) {
            return share(asked.packs(), work.packs(), running) + share(asked.loads(), work.loads(), loading);
        }

        Cost plus(Cost other) {
            return plus(other.work, other.running, other.loading);
        }

        /** NaN where something is asked for that was never measured. */
        private static double share(long asked, long measured, double took) {
            return asked == 0 ? 0 : asked * (took / measured);
        }
    }

    void ran(Part part, long packs, double nanoseconds) {
        add(part, new Amount(packs, 0), nanoseconds, 0);
    }

    void loaded(Part part, double nanoseconds) {
        add(part, new Amount(0, 1), 0, nanoseconds);
    }

    private void add(Part part, Amount work, double ran, double loaded) {
        costs.put(part, costs.getOrDefault(part, Cost.NOTHING).plus(work, ran, loaded));
    }

    /** NaN while a kind of work that is asked for was never measured. */
    double seconds(Workload work) {
        double nanoseconds = 0;
        for (Part part : Part.values()) {
            nanoseconds += costs.getOrDefault(part, Cost.NOTHING).nanoseconds(work.of(part));
        }
        return nanoseconds / 1e9;
    }

    /** Where the time went, for a person who wonders. */
    String account() {
        Cost all = costs.values().stream().reduce(Cost.NOTHING, Cost::plus);
        return String.format(
                Locale.ROOT,
                "%d stages merged in %.1f s, %d packs run through a stage in %.1f s",
                all.work().loads(),
                all.loading() / 1e9,
                all.work().packs(),
                all.running() / 1e9);
    }
}
