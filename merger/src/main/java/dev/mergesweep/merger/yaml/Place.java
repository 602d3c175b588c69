package dev.mergesweep.merger.yaml;

/**
 * Where something stands in a file.
 *
 * @param file as the user named it; {@code <stdin>} for standard input
 * @param line from 1; 0 means the file as a whole
 * @param column from 1; 0 where only the line is known
 */
public record Place(String file, int line, int column) {

    /** The file as a whole. */
    public static Place of(String file) {
        return new Place(file, 0, 0);
    }

    @Override
    public String toString() {
        return line == 0 ? file : file + ":" + line;
    }
}
