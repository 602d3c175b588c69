package dev.mergesweep.sweep.candidate;

import dev.mergesweep.merger.Merge;
import dev.mergesweep.merger.yaml.Place;
import dev.mergesweep.merger.yaml.Problems;
import dev.mergesweep.merger.yaml.Strictness;
import dev.mergesweep.merger.yaml.YamlNode;
import dev.mergesweep.merger.yaml.YamlNode.Entry;
import dev.mergesweep.merger.yaml.YamlNode.Mapping;
import dev.mergesweep.merger.yaml.YamlNode.Scalar;
import dev.mergesweep.merger.yaml.YamlNode.Sequence;
import dev.mergesweep.merger.yaml.YamlReader;
import dev.mergesweep.merger.yaml.YamlWriter;
import dev.mergesweep.sweep.space.Learned.Rule;
import java.util.ArrayList;
import java.util.List;

/** A recipe with another t: every {@code t} in it is taken out, and one at the top put in. */
public final class RecipeWithT {
    private static final String PARAMETERS = "parameters";
    private static final String T = "t";

    private RecipeWithT() {}

    /**
     * A recipe's text with every {@code t} taken out and one for all put in.
     *
     * @throws dev.mergesweep.merger.yaml.InputException where it is no YAML
     */
    public static Merge.RecipeText of(Merge.RecipeText recipe, double t) {
        Problems problems = new Problems();
        YamlNode yaml = YamlReader.parse(recipe.text(), recipe.name(), problems, Strictness.LENIENT);
        problems.throwIfAny();
        return new Merge.RecipeText(recipe.name(), YamlWriter.write(of(yaml, t)), recipe.folder());
    }

    /** One for all tensors. */
    static YamlNode of(YamlNode recipe, double t) {
        return of(recipe, Scalar.number(recipe.place(), t));
    }

    /** A list: the first whose filter matches a tensor's name counts. */
    static YamlNode of(YamlNode recipe, List<Rule> rules) {
        Place place = recipe.place();
        return of(
                recipe,
                new Sequence(
                        place, rules.stream().map(rule -> entry(rule, place)).toList()));
    }

    private static YamlNode entry(Rule rule, Place place) {
        List<YamlNode> values = rule.values().stream()
                .<YamlNode>map(t -> Scalar.number(place, rounded(t)))
                .toList();
        YamlNode value = values.size() == 1 ? values.getFirst() : new Sequence(place, values);
        List<Entry> entries = new ArrayList<>();
        if (!rule.filter().isEmpty()) {
            entries.add(new Entry(Scalar.text(place, "filter"), Scalar.text(place, rule.filter())));
        }
        entries.add(new Entry(Scalar.text(place, "value"), value));
        return new Mapping(place, entries);
    }

    /** To three decimals: finer steps of t change nothing that can be seen. */
    private static double rounded(double t) {
        return Math.rint(t * 1e3) / 1e3 + 0.0;
    }

    private static YamlNode of(YamlNode recipe, YamlNode t) {
        if (!(withoutT(recipe) instanceof Mapping(Place place, List<Entry> entries))) {
            return recipe;
        }
        Entry all = new Entry(Scalar.text(place, T), t);
        List<Entry> parameters = new ArrayList<>();
        List<Entry> rest = new ArrayList<>();
        for (Entry entry : entries) {
            if (entry.key().text().equals(PARAMETERS) && entry.value() instanceof Mapping mapping) {
                parameters.addAll(mapping.entries());
            } else {
                rest.add(entry);
            }
        }
        parameters.add(all);
        rest.add(new Entry(Scalar.text(place, PARAMETERS), new Mapping(place, parameters)));
        return new Mapping(place, rest);
    }

    private static YamlNode withoutT(YamlNode node) {
        return switch (node) {
            case Scalar scalar -> scalar;
            case Sequence(Place place, List<YamlNode> items) ->
                new Sequence(place, items.stream().map(RecipeWithT::withoutT).toList());
            case Mapping(Place place, List<Entry> entries) ->
                new Mapping(
                        place,
                        entries.stream()
                                .map(entry -> new Entry(entry.key(), value(entry)))
                                .filter(entry -> !isEmptyParameters(entry))
                                .toList());
        };
    }

    private static YamlNode value(Entry entry) {
        YamlNode value = withoutT(entry.value());
        if (!entry.key().text().equals(PARAMETERS) || !(value instanceof Mapping(Place place, List<Entry> entries))) {
            return value;
        }
        return new Mapping(
                place,
                entries.stream().filter(each -> !each.key().text().equals(T)).toList());
    }

    private static boolean isEmptyParameters(Entry entry) {
        return entry.key().text().equals(PARAMETERS)
                && entry.value() instanceof Mapping mapping
                && mapping.entries().isEmpty();
    }
}
