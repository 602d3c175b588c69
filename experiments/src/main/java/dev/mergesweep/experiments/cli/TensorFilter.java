package dev.mergesweep.experiments.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Filters that address a tensor, read from its name. */
final class TensorFilter {
    private static final Pattern IN_LAYER = Pattern.compile(".*?\\b(?:layers|h|blocks)\\.(\\d+)\\.(.+)");
    private static final Pattern PARAMETER = Pattern.compile("\\.(weight|bias)$");
    private static final Pattern NUMBERED = Pattern.compile(".*\\.\\d+\\..*");

    private TensorFilter() {}

    /** The layer's number; empty where the tensor stands outside of the layers. */
    static String layer(String tensor) {
        Matcher matcher = IN_LAYER.matcher(tensor);
        return matcher.matches() ? matcher.group(1) : "";
    }

    /** {@code self_attn} of {@code model.layers.3.self_attn.q_proj.weight}. */
    static String module(String tensor) {
        Matcher matcher = IN_LAYER.matcher(tensor);
        if (!matcher.matches()) {
            return owner(tensor);
        }
        String inside = owner(matcher.group(2));
        int point = inside.indexOf('.');
        return point < 0 ? inside : inside.substring(0, point);
    }

    /** {@code self_attn.q_proj} of {@code model.layers.3.self_attn.q_proj.weight}; of an expert's matrix its own word. */
    static String part(String tensor) {
        Matcher matcher = IN_LAYER.matcher(tensor);
        if (!matcher.matches()) {
            return owner(tensor);
        }
        String inside = owner(matcher.group(2));
        return NUMBERED.matcher(inside).matches() ? inside.substring(inside.lastIndexOf('.') + 1) : inside;
    }

    private static String owner(String tensor) {
        return PARAMETER.matcher(tensor).replaceAll("");
    }
}
