package dev.mergesweep.merger.recipe;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The {@code parameters} of one level of a recipe, in the order of the file. */
public record Parameters(Map<String, Setting> settings) {
    public static final Parameters NONE = new Parameters(Map.of());

    public Parameters {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }

    /** The value of a parameter for a tensor, or null where this level has none for it. */
    public Setting.@Nullable Choice evaluate(String parameter, String tensor, double position) {
        Setting setting = settings.get(parameter);
        return setting == null ? null : setting.evaluate(tensor, position);
    }
}
