package dev.mergesweep.sweep.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/**
 * Scores that several runs share, one file. A score in it is found again by content alone, whichever experiment asks.
 */
final class ScoreCache {
    private final Path file;
    private final Connection connection;
    private final ScoreTables scores;

    private ScoreCache(Path file, Connection connection) {
        this.file = file;
        this.connection = connection;
        this.scores = new ScoreTables(connection);
    }

    static ScoreCache open(Path file) {
        try {
            Connection connection = Database.write(file);
            Schema.bring(connection, file);
            return new ScoreCache(file, connection);
        } catch (SQLException e) {
            throw StoreFailure.of(file, e);
        }
    }

    /** Copies to a run what is known here of a candidate. */
    void lend(String candidate, String setting, RunStore run) throws SQLException {
        Map<String, NewScore> known = scores.scores(candidate, setting);
        connection.commit();
        if (!known.isEmpty()) {
            run.take(List.copyOf(known.values()), setting);
        }
    }

    void add(List<NewScore> added, String setting) {
        try {
            scores.add(added, setting);
            connection.commit();
        } catch (SQLException e) {
            scores.forget();
            throw StoreFailure.of(file, e);
        }
    }

    void close() throws SQLException {
        connection.close();
    }
}
