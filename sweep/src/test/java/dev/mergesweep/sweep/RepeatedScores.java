package dev.mergesweep.sweep;

import dev.mergesweep.sweep.store.RunStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Scores computed although the store had them already: the store swallows them without a word, so a trigger of its own counts. */
final class RepeatedScores {
    private static final String HAS_SCORES = "SELECT count(*) FROM sqlite_master WHERE name = 'score'";
    private static final String TABLE = "CREATE TABLE IF NOT EXISTS repeated(candidate, document)";
    private static final String TRIGGER = """
            CREATE TRIGGER IF NOT EXISTS repeat BEFORE INSERT ON score WHEN EXISTS (SELECT 1 FROM score WHERE
              candidate = NEW.candidate AND setting = NEW.setting AND document = NEW.document)
            BEGIN INSERT INTO repeated VALUES (NEW.candidate, NEW.document); END""";

    private RepeatedScores() {}

    /** From now on every score that the run's store is given again is counted, by whatever process. */
    static void watch(Path run) throws SQLException {
        Path file = run.resolve(RunStore.FILE);
        if (!Files.exists(file)) {
            return;
        }
        try (Connection store = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = store.createStatement()) {
            if (number(statement, HAS_SCORES) > 0) {
                statement.execute(TABLE);
                statement.execute(TRIGGER);
            }
        }
    }

    /** How many there were. */
    static long count(Path run) throws SQLException {
        try (Connection store = DriverManager.getConnection("jdbc:sqlite:" + run.resolve(RunStore.FILE));
                Statement statement = store.createStatement()) {
            return number(statement, "SELECT count(*) FROM repeated");
        }
    }

    /** Gives the store one of its scores again, as a fault in the sweep would. */
    static void provoke(Path run) throws SQLException {
        try (Connection store = DriverManager.getConnection("jdbc:sqlite:" + run.resolve(RunStore.FILE));
                Statement statement = store.createStatement()) {
            statement.execute("INSERT OR IGNORE INTO score SELECT * FROM score LIMIT 1");
        }
    }

    private static long number(Statement statement, String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            return row.getLong(1);
        }
    }
}
