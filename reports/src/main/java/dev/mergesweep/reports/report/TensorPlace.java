package dev.mergesweep.reports.report;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a tensor stands in the network, read from its name.
 *
 * @param layer from 0; {@link #BEFORE} for the embedding, {@link #AFTER} for what follows the last layer
 * @param part kind of tensor: {@code q_proj}, {@code input_layernorm}
 */
record TensorPlace(int layer, String part) {
    static final int BEFORE = -1;
    static final int AFTER = Integer.MAX_VALUE;

    private static final Pattern IN_LAYER = Pattern.compile(".*?\\b(?:layers|h|blocks)\\.(\\d+)\\.(.+)");

    static TensorPlace of(String tensor) {
        Matcher matcher = IN_LAYER.matcher(tensor);
        if (matcher.matches()) {
            return new TensorPlace(Integer.parseInt(matcher.group(1)), part(matcher.group(2)));
        }
        String part = part(tensor);
        return new TensorPlace(part.contains("embed") || part.equals("wte") ? BEFORE : AFTER, part);
    }

    /** The last word of a name that tells tensors apart; a bias keeps its word. */
    private static String part(String name) {
        String module = name.replaceAll("\\.weight$", "").replaceAll("\\.bias$", " bias");
        return module.substring(module.lastIndexOf('.') + 1);
    }
}
