package dev.mergesweep.merger.yaml;

import java.util.ArrayList;
import java.util.List;

/** Gathers what is wrong with an input, so that a person sees all of it in one go. */
public final class Problems {
    private final List<Problem> errors = new ArrayList<>();
    private final List<Problem> warnings = new ArrayList<>();

    public void error(Place place, String key, String what, String advice) {
        errors.add(new Problem(place, key, what, advice));
    }

    public void warning(Place place, String key, String what, String advice) {
        warnings.add(new Problem(place, key, what, advice));
    }

    public List<Problem> errors() {
        return List.copyOf(errors);
    }

    public List<Problem> warnings() {
        return List.copyOf(warnings);
    }

    /** @throws InputException with every error gathered so far, if there is one */
    public void throwIfAny() {
        if (!errors.isEmpty()) {
            throw new InputException(errors);
        }
    }
}
