package dev.mergesweep.sweep.statistics;

import java.util.Arrays;

/**
 * Sorts as many values again and again, each time in the same memory. Values are dealt into buckets of equal width, one a value, and put right from
 * there. Where they crowd in a few buckets they are sorted.
 */
final class Ascending {
    /** More of them in one bucket would take longer than sorting does. */
    private static final int CROWD = 64;

    private final double[] sorted;
    private final int[] places;
    private final int[] bucket;
    private final int[] end;

    /** @param size number of values, at least 1 */
    Ascending(int size) {
        sorted = new double[size];
        places = new int[size];
        bucket = new int[size];
        end = new int[size + 1];
    }

    /** Value by rank, from 0; only to be read. */
    double[] sorted() {
        return sorted;
    }

    /** Where in what was sorted the value of a rank stands; equal ones in any order. Only to be read. */
    int[] places() {
        return places;
    }

    /** @param values finite */
    void sort(double[] values) {
        if (deal(values) > CROWD) {
            order(values);
        } else {
            scatter(values);
        }
        putRight();
    }

    /** Counts what falls into each bucket. @return how much the fullest holds */
    private int deal(double[] values) {
        double least = values[0];
        double most = values[0];
        for (double value : values) {
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        double scale = values.length / (most - least);
        Arrays.fill(end, 0);
        int fullest = 0;
        for (int i = 0; i < values.length; i++) {
            bucket[i] = Math.min(values.length - 1, (int) ((values[i] - least) * scale));
            fullest = Math.max(fullest, ++end[bucket[i]]);
        }
        return fullest;
    }

    private void scatter(double[] values) {
        int before = 0;
        for (int b = 0; b < end.length; b++) {
            before += end[b];
            end[b] = before;
        }
        for (int i = 0; i < values.length; i++) {
            int rank = --end[bucket[i]];
            sorted[rank] = values[i];
            places[rank] = i;
        }
    }

    /** Sorted as numbers whose last bits are the place; what these bits hid is out of order. */
    private void order(double[] values) {
        long mask = Long.highestOneBit(values.length) * 2 - 1;
        long[] keys = new long[values.length];
        for (int i = 0; i < keys.length; i++) {
            long bits = Double.doubleToLongBits(values[i]);
            // Negative numbers are ordered by their size, the wrong way round.
            long ordered = bits ^ (bits >> 63 & Long.MAX_VALUE);
            keys[i] = ordered & ~mask | i;
        }
        Arrays.sort(keys);
        for (int rank = 0; rank < keys.length; rank++) {
            places[rank] = (int) (keys[rank] & mask);
            sorted[rank] = values[places[rank]];
        }
    }

    /** Moves down what is below its neighbour; nothing is far from where it belongs. */
    private void putRight() {
        for (int rank = 1; rank < sorted.length; rank++) {
            double value = sorted[rank];
            int place = places[rank];
            int to = rank;
            while (to > 0 && sorted[to - 1] > value) {
                sorted[to] = sorted[to - 1];
                places[to] = places[to - 1];
                to--;
            }
            sorted[to] = value;
            places[to] = place;
        }
    }
}
