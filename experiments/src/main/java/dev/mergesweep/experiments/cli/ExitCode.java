package dev.mergesweep.experiments.cli;

/** What the program ends with; scripts and CI rely on these. */
final class ExitCode {
    static final int OK = 0;
    /** A check failed: {@code validate}, {@code export}, {@code verify}. */
    static final int CHECK_FAILED = 1;
    /** Wrong use, or an input that cannot be used. */
    static final int WRONG_INPUT = 2;
    /** {@code validate}: the interval straddles the margin. */
    static final int INCONCLUSIVE = 3;
    /** Failed while running: a full disk, a defect. */
    static final int FAILED = 4;
    /** Ctrl-C; the Java machine ends with it by itself. */
    static final int INTERRUPTED = 130;

    private ExitCode() {}
}
