package dev.mergesweep.experiments.quickstart;

import java.util.random.RandomGenerator;

/** Writes texts of one kind. The same random numbers give the same text. */
interface Author {
    String write(RandomGenerator random);

    /** From 1 to {@code most}, short ones more often: the least of three draws. */
    static int length(RandomGenerator random, int most) {
        return 1 + Math.min(random.nextInt(most), Math.min(random.nextInt(most), random.nextInt(most)));
    }
}
