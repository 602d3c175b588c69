package dev.mergesweep.merger.plan;

import dev.mergesweep.merger.TensorSource;
import java.util.Comparator;
import java.util.List;

/**
 * An output tensor before its parameters are known: the same for every candidate that fills one template.
 *
 * @param name in the output
 * @param module index into the recipe's modules
 * @param slice index into the module's slices
 * @param position of its layer in the slice, from 0 to 1; 0 outside layers
 * @param sources one for each model that has it, in the order of the slice
 * @param base index into {@code sources} of the base; -1 where the base is not among them
 */
record Slot(String name, int module, int slice, double position, List<Source> sources, int base) {
    Slot {
        sources = List.copyOf(sources);
    }

    /**
     * One model's tensor.
     *
     * @param asked the name it should have there, which filters of per-model parameters see
     * @param header as stored
     */
    record Source(String asked, TensorSource.Header header, Input input) {}

    /** The order in which mergekit writes tensors: by the largest name of a source. */
    static final Comparator<Slot> WRITE_ORDER = Slot::compareWritten;

    private static int compareWritten(Slot one, Slot other) {
        int order = one.largestSource().compareTo(other.largestSource());
        return order == 0 ? one.name().compareTo(other.name()) : order;
    }

    private String largestSource() {
        return sources.stream()
                .map(Source::asked)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }
}
