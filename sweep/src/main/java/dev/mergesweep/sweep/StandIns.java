package dev.mergesweep.sweep;

import dev.mergesweep.sweep.candidate.Candidate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Who stands for whom among baselines and checkpoints: those with the same tensors are scored once, under the name that came
 * first.
 */
record StandIns(List<Candidate> permanent) {
    StandIns {
        permanent = List.copyOf(permanent);
    }

    /** The name under which whom a reference means is scored. A shortened name is taken as a ranking takes it. */
    String of(String against) {
        List<Candidate> meant = permanent.stream()
                .filter(candidate -> candidate.name().equals(against))
                .toList();
        if (meant.isEmpty()) {
            meant = permanent.stream()
                    .filter(candidate -> candidate.name().startsWith(against))
                    .toList();
        }
        if (meant.size() != 1) {
            return against;
        }
        Candidate named = meant.getFirst();
        String scored = first(named);
        return scored.equals(named.name()) ? against : scored;
    }

    private String first(Candidate named) {
        return permanent.stream()
                .filter(candidate -> candidate.digest().equals(named.digest()))
                .findFirst()
                .orElse(named)
                .name();
    }

    /** A sentence for each that another one stands for. */
    List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        Map<String, String> names = new HashMap<>();
        for (Candidate candidate : permanent) {
            String earlier = names.putIfAbsent(candidate.digest(), candidate.name());
            if (earlier != null) {
                warnings.add("%s has the same tensors as %s: both are scored and ranked once, as %s"
                        .formatted(candidate.name(), earlier, earlier));
            }
        }
        return warnings;
    }
}
