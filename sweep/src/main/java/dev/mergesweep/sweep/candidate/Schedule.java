package dev.mergesweep.sweep.candidate;

import dev.mergesweep.merger.plan.MergePlan;
import dev.mergesweep.merger.plan.Operation;
import dev.mergesweep.merger.plan.PlannedTensor;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** The t of every tensor. */
final class Schedule {
    private Schedule() {}

    /** By tensor, in the order in which they are written; null where no t plays a part. */
    static SequencedMap<String, @Nullable Double> of(MergePlan plan) {
        SequencedMap<String, @Nullable Double> schedule = new LinkedHashMap<>();
        for (PlannedTensor tensor : plan.tensors()) {
            schedule.put(tensor.name(), t(tensor.operation()));
        }
        return schedule;
    }

    private static @Nullable Double t(Operation operation) {
        return switch (operation) {
            case Operation.Slerp slerp -> slerp.t();
            case Operation.Copy _, Operation.Linear _, Operation.Passthrough _ -> null;
        };
    }
}
