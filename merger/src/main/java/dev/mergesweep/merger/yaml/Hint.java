package dev.mergesweep.merger.yaml;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A command of the program that a message advises, ready to be pasted into a shell. */
public final class Hint {
    /** The program in every message. Who prints it puts the name there by which the user called it. */
    public static final String PROGRAM = "mergesweep";

    private Hint() {}

    /** For example {@code mergesweep status 'my runs/a'}. @param words of the command, without the program */
    public static String of(Object... words) {
        return Stream.concat(Stream.of(PROGRAM), Stream.of(words).map(word -> quoted(word.toString())))
                .collect(Collectors.joining(" "));
    }

    /** As a POSIX shell takes it for one word. */
    private static String quoted(String word) {
        return word.matches("[\\w@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
