package dev.mergesweep.evaluator.corpus;

import dev.mergesweep.evaluator.Document;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Locale;

/** Which side of an experiment's texts a document belongs to. */
public enum Split {
    /** Nothing is kept apart. */
    ALL,
    /** What a search may look at. */
    SEARCH,
    /** What only the final table is made of. */
    CONFIRM;

    /**
     * The side of a document, from its text alone, so that equal texts never stand on both sides: confirm where the first
     * eight bytes of the text's SHA-256, read as a fraction, are below the share.
     *
     * @param confirmShare of documents to keep apart, in [0, 1); 0 keeps none
     */
    public static Split of(Document document, double confirmShare) {
        if (confirmShare == 0) {
            return ALL;
        }
        return fraction(document.text()) < confirmShare ? CONFIRM : SEARCH;
    }

    /** The sides that a share makes, in the order in which they are scored. */
    public static List<Split> sides(double confirmShare) {
        return confirmShare == 0 ? List.of(ALL) : List.of(SEARCH, CONFIRM);
    }

    /** As stores, tables and reports spell it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static double fraction(String text) {
        byte[] digest = sha256().digest(text.getBytes(StandardCharsets.UTF_8));
        return (ByteBuffer.wrap(digest).getLong() >>> 11) * 0x1p-53;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java has SHA-256", impossible);
        }
    }
}
