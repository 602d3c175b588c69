package dev.mergesweep.sweep.store;

import dev.mergesweep.merger.yaml.Hint;
import dev.mergesweep.merger.yaml.InputException;
import dev.mergesweep.merger.yaml.Place;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Locale;
import org.sqlite.SQLiteConfig;

/** Opens SQLite files so that what a commit acknowledged survives the process and the machine. */
final class Database {
    /** A reader may hold a writer up for a moment, and the other way round. */
    private static final int PATIENCE_MILLISECONDS = 10_000;

    private Database() {}

    /** For writing, made where it is missing. Every commit reaches the disk before it returns. */
    static Connection write(Path file) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout(PATIENCE_MILLISECONDS);
        Connection connection = config.createConnection("jdbc:sqlite:" + file);
        connection.setAutoCommit(false);
        return connection;
    }

    /**
     * For reading, also while another process writes, and in a folder that cannot be written.
     *
     * @param still nobody writes: then, unless a killed writer left pages in its log, nothing is put beside the file
     */
    static Connection read(Path file, boolean still) throws SQLException {
        if (!Files.isReadable(file)) {
            Path folder = file.toAbsolutePath().getParent();
            throw new InputException(
                    Place.of(String.valueOf(folder)),
                    "this is not the folder of a run: there is no readable " + file.getFileName(),
                    "Start a run with: " + Hint.of("run", "EXPERIMENT"));
        }
        boolean whole = still && !Files.exists(file.resolveSibling(file.getFileName() + "-wal"));
        String uri = String.format(
                Locale.ROOT,
                "jdbc:sqlite:%s?mode=ro%s",
                file.toUri().toString().replace("file:///", "file:/"),
                whole ? "&immutable=1" : "");
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setBusyTimeout(PATIENCE_MILLISECONDS);
        return DriverManager.getConnection(uri, config.toProperties());
    }
}
