package dev.mergesweep.sweep.search;

import dev.mergesweep.merger.yaml.Problems;
import dev.mergesweep.sweep.search.Search.Method;
import dev.mergesweep.sweep.space.Axis;
import dev.mergesweep.sweep.space.Space;

/** Whether a way through a space fits its axes. */
public final class SearchCheck {
    private SearchCheck() {}

    /** Notes every axis that the method cannot use. */
    public static void check(Search search, Space space, Problems problems) {
        for (Axis axis : space.axes()) {
            String method = search.method().word();
            String at = "axes." + axis.name();
            switch (search.method()) {
                case GRID, ONE_AT_A_TIME, NEIGHBOURS, MAP -> {
                    if (axis.range() != null) {
                        problems.error(
                                axis.place(),
                                at,
                                "has no steps, which search method %s needs".formatted(method),
                                "Add count or step");
                    }
                }
                case CMA_ES, BOBYQA -> {
                    if (axis.range() == null) {
                        problems.error(
                                axis.place(),
                                at,
                                "is no range, which search method %s needs".formatted(method),
                                "Write {from: 0, to: 1}");
                    }
                }
                case DESCENT ->
                    problems.error(
                            axis.place(),
                            at,
                            "is not read by search method descent, which chooses t by itself",
                            "Leave axes out, or use search method map");
                case RANDOM, SOBOL -> {}
            }
        }
        if (search.learns() && space.templates().size() != 1) {
            problems.error(
                    search.place(),
                    "search.method",
                    "%s needs one template".formatted(search.method().word()),
                    "Write a recipe under merge");
        }
        int axes = space.axes().size();
        if (search.method() == Method.BOBYQA && axes == 1
                || optimises(search) && (axes == 0 || space.templates().size() > 1)) {
            problems.error(
                    search.place(),
                    "search.method",
                    "%s needs one template and %s"
                            .formatted(
                                    search.method().word(),
                                    search.method() == Method.BOBYQA ? "at least two axes" : "an axis"),
                    "Use sobol or grid");
        }
    }

    private static boolean optimises(Search search) {
        return search.method() == Method.CMA_ES || search.method() == Method.BOBYQA;
    }
}
