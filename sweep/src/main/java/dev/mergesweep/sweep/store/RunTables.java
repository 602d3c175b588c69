package dev.mergesweep.sweep.store;

import dev.mergesweep.sweep.learn.Lessons;
import dev.mergesweep.sweep.statistics.ScaledScore;
import dev.mergesweep.sweep.statistics.Score;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The tables that say which scores a run is about. */
final class RunTables {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String HEAD = "head";
    private static final String CLOCK = "clock";
    private static final String ANGLES = "angles";
    private static final String LESSONS = "lessons";

    private final Connection connection;

    RunTables(Connection connection) {
        this.connection = connection;
    }

    void add(RunHead head, List<StoredDocument> documents) throws SQLException {
        note(head);
        String insert =
                "INSERT INTO document(domain, id, split, digest, tokens, bytes, words) VALUES (?, ?, ?, ?, ?, ?, ?)";
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            for (StoredDocument document : documents) {
                statement.setString(1, document.domain());
                statement.setString(2, document.id());
                statement.setString(3, document.split());
                statement.setString(4, document.digest());
                statement.setLong(5, document.tokens());
                statement.setLong(6, document.bytes());
                statement.setLong(7, document.words());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    void add(List<StoredCandidate> candidates) throws SQLException {
        String insert = """
                INSERT INTO candidate(name, digest, kind, description) VALUES (?, ?, ?, ?)
                ON CONFLICT(name) DO UPDATE SET digest = excluded.digest, description = excluded.description""";
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            for (StoredCandidate candidate : candidates) {
                statement.setString(1, candidate.name());
                statement.setString(2, candidate.digest());
                statement.setString(3, candidate.kind().name());
                statement.setString(4, JSON.writeValueAsString(candidate));
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    @Nullable
    RunHead head() throws SQLException {
        String text = fact(HEAD);
        return text == null ? null : JSON.readValue(text, RunHead.class);
    }

    private @Nullable String fact(String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT value FROM fact WHERE name = ?")) {
            statement.setString(1, name);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getString(1) : null;
            }
        }
    }

    private void note(String name, Object value) throws SQLException {
        String insert = "INSERT OR REPLACE INTO fact(name, value) VALUES (?, ?)";
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            statement.setString(1, name);
            statement.setString(2, JSON.writeValueAsString(value));
            statement.executeUpdate();
        }
    }

    void note(RunHead head) throws SQLException {
        note(HEAD, head);
    }

    void note(Clock clock) throws SQLException {
        note(CLOCK, clock);
    }

    Clock clock() throws SQLException {
        String text = fact(CLOCK);
        return text == null ? Clock.NEVER : JSON.readValue(text, Clock.class);
    }

    void note(Lessons lessons) throws SQLException {
        note(LESSONS, lessons);
    }

    Lessons lessons() throws SQLException {
        String text = fact(LESSONS);
        return text == null ? Lessons.NONE : JSON.readValue(text, Lessons.class);
    }

    void note(ParentAngles angles) throws SQLException {
        note(ANGLES, angles);
    }

    @Nullable
    ParentAngles angles() throws SQLException {
        String text = fact(ANGLES);
        return text == null ? null : JSON.readValue(text, ParentAngles.class);
    }

    List<StoredDocument> documents() throws SQLException {
        String query = "SELECT domain, id, split, digest, tokens, bytes, words FROM document ORDER BY ordinal";
        return list(
                query,
                row -> new StoredDocument(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getLong(5),
                        row.getLong(6),
                        row.getLong(7)));
    }

    List<StoredCandidate> candidates() throws SQLException {
        String query = "SELECT description FROM candidate ORDER BY ordinal";
        return list(query, row -> JSON.readValue(row.getString(1), StoredCandidate.class));
    }

    /**
     * By candidate and document, in the run's order; alone at scale 1 where no other was computed.
     *
     * @param setting digest
     * @param version of the file
     */
    List<ScaledScore> scores(String setting, int version) throws SQLException {
        String query = """
                SELECT c.name, d.domain, d.id, d.split, s.tokens, s.nats, d.bytes, d.words, %s
                FROM candidate c JOIN content cc ON cc.digest = c.digest
                JOIN score s ON s.candidate = cc.number AND s.setting = (SELECT number FROM content WHERE digest = '%s')
                JOIN content dc ON dc.number = s.document JOIN document d ON d.digest = dc.digest
                ORDER BY c.ordinal, d.ordinal""".formatted(version < Schema.SCALED ? "NULL" : "s.scaled", setting);
        return list(query, row -> {
            Score score = new Score(
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    row.getString(4),
                    row.getLong(5),
                    row.getDouble(6),
                    row.getLong(7),
                    row.getLong(8));
            return ScaledScore.of(score, ScaledNats.of(row.getBytes(9)));
        });
    }

    List<StoredFailure> failures(String setting) throws SQLException {
        String query = """
                SELECT c.name, f.reason, d.domain, d.id
                FROM candidate c JOIN content cc ON cc.digest = c.digest
                JOIN failure f ON f.candidate = cc.number AND f.setting = (SELECT number FROM content WHERE digest = '%s')
                LEFT JOIN content dc ON dc.number = f.document
                LEFT JOIN document d ON d.ordinal = (SELECT MIN(ordinal) FROM document WHERE digest = dc.digest)
                ORDER BY c.ordinal""".formatted(setting);
        return list(
                query,
                row -> new StoredFailure(row.getString(1), row.getString(2), row.getString(3), row.getString(4)));
    }

    List<Drop> drops() throws SQLException {
        String query = "SELECT candidate, share, leader FROM dropped ORDER BY share, candidate";
        return list(query, row -> new Drop(row.getString(1), row.getDouble(2), row.getString(3)));
    }

    private interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    private <T> List<T> list(String query, Row<T> reader) throws SQLException {
        List<T> list = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                list.add(reader.read(rows));
            }
        }
        return list;
    }
}
