package dev.mergesweep.merger.plan;

import dev.mergesweep.merger.checkpoint.ElementType;

/**
 * One parent's part in an output tensor, as the operation sees it: read, cast to {@code type}, then rows chosen.
 *
 * @param parent index into {@link MergePlan#parents()}
 * @param tensor its name in that parent
 * @param type element type it is rounded to before anything else happens
 * @param rows which rows the operation gets
 */
public record Input(int parent, String tensor, ElementType type, Rows rows) {}
