package dev.mergesweep.sweep.store;

import dev.mergesweep.sweep.learn.Lessons;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The store of a run while it is written: one writer, every commit on the disk before it returns. Not safe for use by
 * several threads.
 */
public final class RunStore implements AutoCloseable {
    /** Its name in the run's folder. */
    public static final String FILE = "run.sqlite";

    private final Path file;
    private final RunLock lock;
    private final Connection connection;
    private final ScoreTables scores;
    private final @Nullable ScoreCache cache;

    private RunStore(Path file, RunLock lock, Connection connection, @Nullable ScoreCache cache) {
        this.file = file;
        this.lock = lock;
        this.connection = connection;
        this.scores = new ScoreTables(connection);
        this.cache = cache;
    }

    /**
     * Opens the store in a folder, made where it is missing.
     *
     * @param cache scores that several runs share; null for none
     * @throws StoreFailure where another process works there, a later version wrote it, or it cannot be written
     */
    public static RunStore open(Path folder, @Nullable Path cache) throws IOException {
        Path file = folder.resolve(FILE);
        RunLock lock = RunLock.take(folder);
        try {
            Connection connection = Database.write(file);
            Schema.bring(connection, file);
            return new RunStore(file, lock, connection, cache == null ? null : ScoreCache.open(cache));
        } catch (SQLException e) {
            lock.close();
            throw StoreFailure.of(file, e);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** Says what the run is about; candidates and drops of before are forgotten, their scores are not. */
    public void describe(RunHead head, List<StoredDocument> documents) {
        change(() -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("DELETE FROM candidate");
                statement.execute("DELETE FROM document");
                statement.execute("DELETE FROM dropped");
                statement.execute("DELETE FROM fact WHERE name IN ('head', 'lessons')");
            }
            new RunTables(connection).add(head, documents);
        });
    }

    /** Candidates that the run is to score, in the order of their numbers. */
    public void add(List<StoredCandidate> candidates) {
        change(() -> new RunTables(connection).add(candidates));
    }

    /**
     * What is known of a candidate, by the document's digest. Scores that only the shared cache has are taken over.
     */
    public Map<String, NewScore> known(String candidate, String setting) {
        try {
            if (cache != null) {
                cache.lend(candidate, setting, this);
            }
            return scores.scores(candidate, setting);
        } catch (SQLException e) {
            throw StoreFailure.of(file, e);
        }
    }

    /** Takes over what is known of a candidate under another setting. */
    public void borrow(String candidate, String from, String to) {
        Map<String, NewScore> known = known(candidate, from);
        if (!known.isEmpty()) {
            take(List.copyOf(known.values()), to);
        }
    }

    /** Why a candidate cannot be scored, or null. */
    public @Nullable NewFailure failure(String candidate, String setting) {
        try {
            return scores.failure(candidate, setting);
        } catch (SQLException e) {
            throw StoreFailure.of(file, e);
        }
    }

    /** Candidates that shall be tried again. */
    public void forgive(List<String> candidates, String setting) {
        change(() -> scores.forgive(candidates, setting));
    }

    /** How far the run is, for those who look at it from outside. */
    public void note(Clock clock) {
        change(() -> new RunTables(connection).note(clock));
    }

    /** What is known of the run as a whole by now. */
    public void note(RunHead head) {
        change(() -> new RunTables(connection).note(head));
    }

    /** What was learned under the digest of all that it depends on, or null. */
    public @Nullable String learned(String subject) {
        try (PreparedStatement query = connection.prepareStatement("SELECT value FROM learned WHERE subject = ?")) {
            query.setString(1, subject);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? row.getString(1) : null;
            }
        } catch (SQLException e) {
            throw StoreFailure.of(file, e);
        }
    }

    public void learn(String subject, String value) {
        change(() -> {
            String insert = "INSERT OR REPLACE INTO learned(subject, value) VALUES (?, ?)";
            try (PreparedStatement statement = connection.prepareStatement(insert)) {
                statement.setString(1, subject);
                statement.setString(2, value);
                statement.executeUpdate();
            }
        });
    }

    /** What a search learned of t by itself. */
    public void note(Lessons lessons) {
        change(() -> new RunTables(connection).note(lessons));
    }

    /** How the parents lie to each other. */
    public void note(ParentAngles angles) {
        change(() -> new RunTables(connection).note(angles));
    }

    /** Null where nobody looked. */
    public @Nullable ParentAngles angles() {
        try {
            return new RunTables(connection).angles();
        } catch (SQLException e) {
            throw StoreFailure.of(file, e);
        }
    }

    /** What was noted when the run was last worked on; zero time where nothing was. */
    public Clock clock() {
        try {
            return new RunTables(connection).clock();
        } catch (SQLException e) {
            throw StoreFailure.of(file, e);
        }
    }

    /** All of them, or none if it throws. */
    public void commit(List<NewScore> added, List<NewFailure> failures, String setting) {
        change(() -> {
            scores.add(added, setting);
            scores.fail(failures, setting);
        });
        if (cache != null) {
            cache.add(added, setting);
        }
    }

    /** Scores that stand elsewhere already. */
    void take(List<NewScore> known, String setting) {
        change(() -> scores.add(known, setting));
    }

    /** Candidates that a race stopped. */
    public void drop(List<Drop> drops) {
        change(() -> {
            String insert = "INSERT OR REPLACE INTO dropped(candidate, share, leader) VALUES (?, ?, ?)";
            try (PreparedStatement statement = connection.prepareStatement(insert)) {
                for (Drop drop : drops) {
                    statement.setString(1, drop.candidate());
                    statement.setDouble(2, drop.share());
                    statement.setString(3, drop.leader());
                    statement.addBatch();
                }
                statement.executeBatch();
            }
        });
    }

    /** Work that ends in one commit. */
    interface Change {
        void make() throws SQLException;
    }

    void change(Change change) {
        try {
            change.make();
            connection.commit();
        } catch (SQLException e) {
            scores.forget();
            rollback(e);
            throw StoreFailure.of(file, e);
        }
    }

    private void rollback(SQLException cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    @Override
    public void close() throws IOException {
        try (lock) {
            if (cache != null) {
                cache.close();
            }
            connection.close();
        } catch (SQLException e) {
            throw StoreFailure.of(file, e);
        }
    }
}
