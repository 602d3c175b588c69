package dev.mergesweep.merger.recipe;

import dev.mergesweep.merger.yaml.Fields;
import dev.mergesweep.merger.yaml.Place;
import dev.mergesweep.merger.yaml.Problems;
import dev.mergesweep.merger.yaml.Similar;
import dev.mergesweep.merger.yaml.Strictness;
import dev.mergesweep.merger.yaml.YamlNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads {@code parameters}, and says which of them the method never looks at. */
final class ParameterReader {
    /** Where {@code parameters} stand. */
    enum Level {
        GLOBAL,
        MODULE,
        SLICE,
        /** One model of a slice; only parameters that each model has its own of are read here. */
        MODEL
    }

    private static final Set<String> PER_MODEL = Set.of("weight", "density", "gamma", "epsilon", "scale");
    private static final Set<String> KNOWN_TO_MERGEKIT = new TreeSet<>(Set.of(
            "t",
            "weight",
            "density",
            "normalize",
            "int8_mask",
            "lambda",
            "gamma",
            "epsilon",
            "rescale",
            "scale",
            "nuslerp_flatten",
            "nuslerp_row_wise",
            "normalize_weights",
            "eps",
            "max_iter",
            "tol",
            "filter_wise",
            "select_topk",
            "r",
            "alpha"));

    private final @Nullable MergeMethod method;
    private final Problems problems;
    private final Strictness strictness;
    private final SettingReader settings;

    ParameterReader(@Nullable MergeMethod method, Problems problems, Strictness strictness) {
        this.method = method;
        this.problems = problems;
        this.strictness = strictness;
        this.settings = new SettingReader(problems, strictness);
    }

    Parameters read(Fields owner, Level level) {
        YamlNode node = owner.value("parameters");
        if (!(node instanceof YamlNode.Mapping mapping)) {
            if (node != null) {
                Fields.of(node, owner.path("parameters"), problems);
            }
            return Parameters.NONE;
        }
        Map<String, Setting> read = new LinkedHashMap<>();
        for (YamlNode.Entry entry : mapping.entries()) {
            String name = entry.key().text();
            String path = owner.path("parameters") + "." + name;
            checkName(entry.key().place(), name, path, level);
            Setting setting = settings.read(entry.value(), path);
            if (setting != null) {
                warnOutside(name, setting, path);
                read.put(name, setting);
            }
        }
        return new Parameters(read);
    }

    private static List<String> used(MergeMethod method) {
        return switch (method) {
            case SLERP -> List.of("t");
            case LINEAR -> List.of("weight", "normalize");
            case PASSTHROUGH -> List.of("scale");
        };
    }

    private void checkName(Place place, String name, String path, Level level) {
        if (method == null) {
            return;
        }
        if (used(method).contains(name)) {
            if (level == Level.MODEL && !PER_MODEL.contains(name)) {
                report(
                        place,
                        path,
                        name + " is never read at a model",
                        "Move it to the parameters of the slice or of the recipe");
            }
        } else if (KNOWN_TO_MERGEKIT.contains(name)) {
            problems.warning(
                    place, path, "%s does not use %s; it is ignored".formatted(method.mergekitName(), name), "");
        } else {
            String known = String.join(" and ", used(method));
            String advice = Similar.to(name, used(method))
                    .map("Did you mean %s?"::formatted)
                    .orElse("%s uses %s".formatted(method.mergekitName(), known));
            report(place, path, "there is no such parameter", advice);
        }
    }

    private void report(Place place, String path, String what, String advice) {
        switch (strictness) {
            case STRICT -> problems.error(place, path, what, advice);
            case LENIENT -> problems.warning(place, path, what + "; it is ignored", advice);
        }
    }

    /** Such t extrapolate, which is allowed and rarely meant. */
    private void warnOutside(String name, Setting setting, String path) {
        if (method != MergeMethod.SLERP || !name.equals("t")) {
            return;
        }
        switch (setting) {
            case Setting.Constant(Place place, double value) -> warnOutside(place, path, value);
            case Setting.Gradient(Place place, List<Double> values) ->
                values.forEach(value -> warnOutside(place, path, value));
            case Setting.Conditional(Place _, List<Setting.Entry> entries) -> {
                for (int i = 0; i < entries.size(); i++) {
                    warnOutside(name, entries.get(i).value(), path + "[" + i + "].value");
                }
            }
        }
    }

    private void warnOutside(Place place, String path, double value) {
        if (Double.isFinite(value) && (value < 0 || value > 1)) {
            problems.warning(
                    place, path, "t = %s lies outside 0 to 1 and extrapolates".formatted(Numbers.format(value)), "");
        }
    }
}
