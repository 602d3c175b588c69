package dev.mergesweep.sweep.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Scores and failures by the digests of what they belong to, in one database. */
final class ScoreTables {
    private final Connection connection;
    private final Map<String, Long> numbers = new HashMap<>();

    ScoreTables(Connection connection) {
        this.connection = connection;
    }

    /** Scores by the document's digest. */
    Map<String, NewScore> scores(String candidate, String setting) throws SQLException {
        String query = """
                SELECT d.digest, s.tokens, s.nats, s.scaled FROM score s JOIN content d ON d.number = s.document
                WHERE s.candidate = (SELECT number FROM content WHERE digest = ?)
                  AND s.setting = (SELECT number FROM content WHERE digest = ?)""";
        Map<String, NewScore> scores = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, candidate);
            statement.setString(2, setting);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    String document = rows.getString(1);
                    scores.put(
                            document,
                            new NewScore(
                                    candidate,
                                    document,
                                    rows.getLong(2),
                                    rows.getDouble(3),
                                    ScaledNats.of(rows.getBytes(4))));
                }
            }
        }
        return scores;
    }

    /** Why a candidate cannot be scored, or null where nobody found it so. */
    @Nullable
    NewFailure failure(String candidate, String setting) throws SQLException {
        String query = """
                SELECT f.reason, d.digest FROM failure f LEFT JOIN content d ON d.number = f.document
                WHERE f.candidate = (SELECT number FROM content WHERE digest = ?)
                  AND f.setting = (SELECT number FROM content WHERE digest = ?)""";
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, candidate);
            statement.setString(2, setting);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? new NewFailure(candidate, row.getString(1), row.getString(2)) : null;
            }
        }
    }

    void add(List<NewScore> scores, String setting) throws SQLException {
        String insert =
                "INSERT OR IGNORE INTO score(candidate, setting, document, tokens, nats, scaled) VALUES (?, ?, ?, ?, ?, ?)";
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            for (NewScore score : scores) {
                statement.setLong(1, number(score.candidate()));
                statement.setLong(2, number(setting));
                statement.setLong(3, number(score.document()));
                statement.setLong(4, score.tokens());
                statement.setDouble(5, score.nats());
                statement.setBytes(6, ScaledNats.bytes(score.scaled()));
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    void fail(List<NewFailure> failures, String setting) throws SQLException {
        String insert = "INSERT OR IGNORE INTO failure(candidate, setting, reason, document) VALUES (?, ?, ?, ?)";
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            for (NewFailure failure : failures) {
                statement.setLong(1, number(failure.candidate()));
                statement.setLong(2, number(setting));
                statement.setString(3, failure.reason());
                statement.setObject(4, failure.document() == null ? null : number(failure.document()));
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** Failures that are forgotten. */
    void forgive(List<String> candidates, String setting) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("DELETE FROM failure WHERE candidate = ? AND setting = ?")) {
            for (String candidate : candidates) {
                statement.setLong(1, number(candidate));
                statement.setLong(2, number(setting));
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** A transaction that is rolled back takes its new numbers with it. */
    void forget() {
        numbers.clear();
    }

    private long number(String digest) throws SQLException {
        Long known = numbers.get(digest);
        if (known != null) {
            return known;
        }
        try (PreparedStatement insert =
                        connection.prepareStatement("INSERT OR IGNORE INTO content(digest) VALUES (?)");
                PreparedStatement query = connection.prepareStatement("SELECT number FROM content WHERE digest = ?")) {
            insert.setString(1, digest);
            insert.executeUpdate();
            query.setString(1, digest);
            try (ResultSet row = query.executeQuery()) {
                long number = row.getLong(1);
                numbers.put(digest, number);
                return number;
            }
        }
    }
}
