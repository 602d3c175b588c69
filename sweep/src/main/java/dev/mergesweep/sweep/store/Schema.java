package dev.mergesweep.sweep.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * The tables of {@code run.sqlite}. Scores stand under what they are scores of, never under names that an experiment
 * gives: {@code content} numbers the digests of candidates, of settings (everything but the texts that an evaluation
 * depends on) and of texts. The other tables say which of them this run is about.
 */
final class Schema {
    /** Raised with every change of the tables, together with a step in {@link #bring}. */
    static final int VERSION = 2;

    /** Since this version scores are kept at several scales of the logits. */
    static final int SCALED = 2;

    private static final List<String> SCORES =
            List.of("CREATE TABLE content(number INTEGER PRIMARY KEY, digest TEXT NOT NULL UNIQUE)", """
            CREATE TABLE score(candidate INTEGER NOT NULL, setting INTEGER NOT NULL, document INTEGER NOT NULL,
              tokens INTEGER NOT NULL, nats REAL NOT NULL, scaled BLOB, PRIMARY KEY(candidate, setting, document)) WITHOUT ROWID""", """
            CREATE TABLE failure(candidate INTEGER NOT NULL, setting INTEGER NOT NULL, reason TEXT NOT NULL,
              document INTEGER, PRIMARY KEY(candidate, setting)) WITHOUT ROWID""");

    private static final List<String> RUN = List.of(
            "CREATE TABLE fact(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
            """
            CREATE TABLE document(ordinal INTEGER PRIMARY KEY, domain TEXT NOT NULL, id TEXT NOT NULL, split TEXT NOT NULL,
              digest TEXT NOT NULL, tokens INTEGER NOT NULL, bytes INTEGER NOT NULL, words INTEGER NOT NULL)""",
            """
            CREATE TABLE candidate(ordinal INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, digest TEXT NOT NULL,
              kind TEXT NOT NULL, description TEXT NOT NULL)""",
            "CREATE TABLE dropped(candidate TEXT PRIMARY KEY, share REAL NOT NULL, leader TEXT NOT NULL) WITHOUT ROWID");

    /** What sweeps learn beside scores: a text under the digest of all that it depends on. */
    private static final String LEARNED =
            "CREATE TABLE learned(subject TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID";

    /** From one version to the next. */
    private static final List<List<String>> STEPS =
            List.of(List.of("ALTER TABLE score ADD COLUMN scaled BLOB", LEARNED));

    private Schema() {}

    /** Makes the tables, or brings older ones to this version. */
    static void bring(Connection connection, Path file) throws SQLException {
        int found = version(connection, file);
        if (found == VERSION) {
            return;
        }
        List<String> statements = new ArrayList<>();
        if (found == 0) {
            statements.addAll(SCORES);
            statements.addAll(RUN);
            statements.add(LEARNED);
        } else {
            STEPS.subList(found - 1, STEPS.size()).forEach(statements::addAll);
        }
        try (Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
            statement.execute("PRAGMA user_version = " + VERSION);
        }
        connection.commit();
    }

    /** The version of a file. @throws StoreFailure where a later program wrote it */
    static int version(Connection connection, Path file) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA user_version")) {
            int found = row.getInt(1);
            if (found > VERSION) {
                throw new StoreFailure(
                        file,
                        "was written by a later version of MergeSweep (schema %d, this one knows %d)"
                                .formatted(found, VERSION),
                        "Use that version, or choose another folder with --run");
            }
            return found;
        }
    }
}
