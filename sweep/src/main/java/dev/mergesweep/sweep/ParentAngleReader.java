package dev.mergesweep.sweep;

import dev.mergesweep.merger.MergedTensors;
import dev.mergesweep.merger.kernel.Angle;
import dev.mergesweep.sweep.candidate.Candidate;
import dev.mergesweep.sweep.store.ParentAngles;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** Takes the angles between the parents from a merge, where they were needed anyway. */
final class ParentAngleReader {
    private ParentAngleReader() {}

    static ParentAngles of(Candidate candidate) {
        SequencedMap<String, Double> degrees = new LinkedHashMap<>();
        if (candidate.tensors() instanceof MergedTensors merged) {
            for (String tensor : merged.headers().keySet()) {
                Angle angle = merged.treatment(tensor).angle();
                if (angle != null && angle.finite()) {
                    degrees.put(tensor, Math.toDegrees(StrictMath.acos(Math.clamp(angle.cosine(), -1, 1))));
                }
            }
        }
        return new ParentAngles(candidate.digest(), degrees);
    }
}
