package dev.mergesweep.sweep.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.Stream;

/** The few smallest of many. */
final class Smallest {
    private Smallest() {}

    private record Numbered<T>(long number, T item) {}

    /** In order; of equal ones the earlier. However many there are, only {@code count} are held. */
    static <T> List<T> of(Stream<T> items, int count, Comparator<T> order) {
        Comparator<Numbered<T>> whole =
                Comparator.<Numbered<T>, T>comparing(Numbered::item, order).thenComparingLong(Numbered::number);
        PriorityQueue<Numbered<T>> kept = new PriorityQueue<>(whole.reversed());
        long[] number = {0};
        items.forEachOrdered(item -> {
            kept.add(new Numbered<>(number[0]++, item));
            if (kept.size() > count) {
                kept.remove();
            }
        });
        List<Numbered<T>> sorted = new ArrayList<>(kept);
        sorted.sort(whole);
        return sorted.stream().map(Numbered::item).toList();
    }
}
