package dev.mergesweep.sweep.space;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A schedule that was learned and not chosen from axes: the experiment's recipe with another list of t.
 *
 * @param name how it came about, a phrase
 * @param rules the list of t; the first whose filter matches a tensor's name counts
 */
public record Learned(String name, List<Rule> rules) implements Proposal {
    /** What stands where other candidates have axes. */
    public static final String AXIS = "learned";

    public Learned {
        rules = List.copyOf(rules);
    }

    /**
     * One entry of the list.
     *
     * @param filter part of a tensor's name; empty: whatever is left
     * @param values one t, or a gradient over the layers, rounded to three decimals when it is written
     */
    public record Rule(String filter, List<Double> values) {
        public Rule {
            values = List.copyOf(values);
        }

        public static Rule of(String filter, double t) {
            return new Rule(filter, List.of(t));
        }
    }

    @Override
    public SequencedMap<String, JsonNode> axes() {
        SequencedMap<String, JsonNode> axes = new LinkedHashMap<>();
        axes.put(AXIS, JsonNodeFactory.instance.stringNode(name));
        return axes;
    }
}
