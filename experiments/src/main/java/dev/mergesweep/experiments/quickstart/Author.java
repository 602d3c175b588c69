package dev.mergesweep.experiments.quickstart;

import java.util.random.RandomGenerator;

/** Writes texts of one kind. The same random numbers give the same text. */
interface Author {
    String write(RandomGenerator random);
}
