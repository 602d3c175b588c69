package dev.mergesweep.sweep.store;

import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * The run's folder or its store does not do what it must: the disk is full or read-only, the file is damaged. What was
 * acknowledged stays. The program ends with exit code 4.
 */
public final class StoreFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreFailure(Path file, String what, String advice) {
        super(text(file, what, advice));
    }

    private StoreFailure(Path file, String what, String advice, Throwable cause) {
        super(text(file, what, advice), cause);
    }

    /** Says in plain words what SQLite met. */
    static StoreFailure of(Path file, SQLException e) {
        SQLiteErrorCode code =
                e instanceof SQLiteException sqlite ? sqlite.getResultCode() : SQLiteErrorCode.UNKNOWN_ERROR;
        return switch (SQLiteErrorCode.getErrorCode(code.code & 0xff)) {
            case SQLITE_FULL ->
                new StoreFailure(
                        file,
                        "the disk is full",
                        "Every score so far is kept. Make room and start the same command again",
                        e);
            case SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_AUTH ->
                new StoreFailure(
                        file,
                        "cannot be written",
                        "Check the permissions of the folder, or choose another with --run",
                        e);
            case SQLITE_CORRUPT, SQLITE_NOTADB ->
                new StoreFailure(
                        file,
                        "is damaged or no database",
                        "Move it away and start again, or restore it from a copy",
                        e);
            case SQLITE_BUSY, SQLITE_LOCKED ->
                new StoreFailure(
                        file, "is in use by another program", "Close that program and start the same command again", e);
            case SQLITE_IOERR ->
                new StoreFailure(
                        file,
                        "cannot be read or written: the disk reports an error",
                        "Every score so far is kept. Start the same command again when the disk is back",
                        e);
            default -> new StoreFailure(file, String.valueOf(e.getMessage()), "", e);
        };
    }

    private static String text(Path file, String what, String advice) {
        return file + ": " + what + (advice.isEmpty() ? "" : ". " + advice);
    }
}
