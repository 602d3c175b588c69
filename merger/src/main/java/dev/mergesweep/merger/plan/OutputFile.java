package dev.mergesweep.merger.plan;

import java.nio.file.Path;

/** A file of the output beside weights and {@code config.json}. */
public sealed interface OutputFile {

    String name();

    /** Taken from a parent as it is. */
    record Copied(String name, Path from) implements OutputFile {}

    /** Made by the merge. */
    record Written(String name, String text) implements OutputFile {}
}
