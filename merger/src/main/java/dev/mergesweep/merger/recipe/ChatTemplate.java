package dev.mergesweep.merger.recipe;

import dev.mergesweep.merger.yaml.Place;

/** {@code chat_template}: {@code auto}, the name of a template, or a template. */
public record ChatTemplate(Place place, String text) {}
