package dev.mergesweep.evaluator.corpus;

import dev.mergesweep.merger.yaml.Place;
import java.io.InputStream;

/**
 * One file of a domain.
 *
 * @param shown as problems name it
 */
record Part(String shown, InputStream stream, Format format) {

    /** The file as a whole. */
    Place place() {
        return Place.of(shown);
    }

    /** One line of it, from 1. */
    Place line(int line) {
        return new Place(shown, line, 0);
    }
}
