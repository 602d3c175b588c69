package dev.mergesweep.sweep.store;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * How the parents lie to each other, each pair of tensors taken as two vectors. It does not depend on t.
 *
 * @param merge digest of the candidate that they were taken from
 * @param degrees 0 to 180, by output tensor; only where two tensors are interpolated
 */
public record ParentAngles(String merge, SequencedMap<String, Double> degrees) {
    /** Nobody looked. */
    public static final ParentAngles UNKNOWN = new ParentAngles("", new LinkedHashMap<>());

    public ParentAngles {
        degrees = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(degrees));
    }
}
