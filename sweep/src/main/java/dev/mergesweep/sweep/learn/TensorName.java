package dev.mergesweep.sweep.learn;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A tensor's place in the network, read off its name: {@code model.layers.3.self_attn.q_proj.weight} is part
 * {@code self_attn.q_proj.weight} of layer 3. A tensor outside the layers has an empty layer.
 *
 * @param layer up to the number and the point behind it, {@code model.layers.3.}; as a filter it matches this layer alone
 * @param number of the layer; -1 outside
 * @param part what follows; outside of layers the whole name
 */
record TensorName(String layer, int number, String part) {
    private static final Pattern IN_LAYER = Pattern.compile("(\\D*?\\.(\\d+)\\.)(.+)");

    static TensorName of(String tensor) {
        Matcher matcher = IN_LAYER.matcher(tensor);
        return matcher.matches()
                ? new TensorName(matcher.group(1), Integer.parseInt(matcher.group(2)), matcher.group(3))
                : new TensorName("", -1, tensor);
    }

    boolean inLayer() {
        return number >= 0;
    }

    /** The block it belongs to, {@code self_attn.} or {@code mlp.}; empty for what stands in the layer itself, as norms do. */
    String block() {
        String module = module();
        int point = module.indexOf('.');
        return point < 0 ? "" : module.substring(0, point + 1);
    }

    /** The part without {@code weight} or {@code bias} at the end. */
    String module() {
        return part.replaceFirst("\\.(weight|bias)$", "");
    }

    /** As a filter: the module in any layer. The points on both sides keep {@code q_proj} from matching {@code xq_proj}. */
    String moduleFilter() {
        return "." + module() + (module().equals(part) ? "" : ".");
    }
}
