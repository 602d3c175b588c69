package dev.mergesweep.merger.yaml;

import java.util.List;
import java.util.stream.Collectors;

/** An input that cannot be used: a recipe, an experiment, a checkpoint, a text. The program ends with exit code 2. */
public final class InputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    public InputException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    public InputException(Place place, String what, String advice) {
        this(List.of(new Problem(place, "", what, advice)));
    }

    public List<Problem> problems() {
        return problems;
    }
}
