package dev.mergesweep.merger.recipe;

import dev.mergesweep.merger.yaml.Place;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a recipe says of one parameter: a number, a gradient over depth, or a list of filters. */
public sealed interface Setting {

    Place place();

    /** The same everywhere. */
    record Constant(Place place, double value) implements Setting {}

    /** Values at equal distances over the layers of a slice, with straight lines between them. */
    record Gradient(Place place, List<Double> values) implements Setting {
        public Gradient {
            values = List.copyOf(values);
            if (values.isEmpty()) {
                throw new IllegalArgumentException(place + ": a gradient needs at least one value");
            }
        }

        /** Interpolated in double: {@code (1 - f) * value[i] + f * value[i + 1]}. */
        double at(double position) {
            double x = position * (values.size() - 1);
            int below = (int) x;
            int above = Math.min(values.size() - 1, below + 1);
            double fraction = x - below;
            return (1 - fraction) * values.get(below) + fraction * values.get(above);
        }
    }

    /** The first entry whose filter matches decides. */
    record Conditional(Place place, List<Entry> entries) implements Setting {
        public Conditional {
            entries = List.copyOf(entries);
        }
    }

    /**
     * @param filter a part of a tensor's name, compared as it stands; null or {@code *} matches every tensor
     * @param value a constant or a gradient
     */
    record Entry(Place place, @Nullable String filter, Setting value) {
        public boolean matches(String tensor) {
            return matchesAll() || (filter != null && tensor.contains(filter));
        }

        /** Whether no entry after this one is ever asked. */
        public boolean matchesAll() {
            return filter == null || filter.equals("*") || filter.isEmpty();
        }
    }

    /**
     * A value and the line of the recipe that gave it.
     */
    record Choice(double value, Place origin) {}

    /**
     * The value for one tensor.
     *
     * @param position of the tensor's layer in its slice, from 0 to 1
     * @return null where no filter matches; then the next outer level is asked
     */
    default @Nullable Choice evaluate(String tensor, double position) {
        return switch (this) {
            case Constant(Place place, double value) -> new Choice(value, place);
            case Gradient gradient -> new Choice(gradient.at(position), gradient.place());
            case Conditional(Place _, List<Entry> entries) -> firstMatch(entries, tensor, position);
        };
    }

    private static @Nullable Choice firstMatch(List<Entry> entries, String tensor, double position) {
        for (Entry entry : entries) {
            if (entry.matches(tensor)) {
                Choice choice = entry.value().evaluate(tensor, position);
                return choice == null ? null : new Choice(choice.value(), entry.place());
            }
        }
        return null;
    }
}
