package dev.mergesweep.experiments.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Remembers why it could not be written, which a {@link java.io.PrintWriter} keeps to itself. */
final class StandardOutput extends FilterOutputStream {
    private volatile @Nullable IOException failure;

    StandardOutput(OutputStream out) {
        super(out);
    }

    /** What to tell the user: nothing where the reader had enough, as {@code head} has, which is no mistake of anybody's. */
    String told() {
        IOException why = failure;
        String reason = why == null ? "" : String.valueOf(why.getMessage());
        return reason.toLowerCase(Locale.ROOT).contains("broken pipe")
                ? ""
                : "error: standard output cannot be written: %s. Make room, or send it elsewhere".formatted(reason);
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }
}
