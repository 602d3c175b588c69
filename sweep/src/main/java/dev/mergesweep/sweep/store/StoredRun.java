package dev.mergesweep.sweep.store;

import dev.mergesweep.merger.yaml.Hint;
import dev.mergesweep.sweep.learn.Lessons;
import dev.mergesweep.sweep.statistics.ScaledScore;
import dev.mergesweep.sweep.statistics.Score;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Everything a run's store holds at one moment, as values: what reports are made of. Read without disturbing a process
 * that writes.
 *
 * @param folder of the run
 * @param candidates in the order in which they were asked for, baselines first
 * @param documents over all domains in order
 * @param scaled scores by candidate and document, in the run's order
 * @param drops what races stopped, the earliest first
 * @param angles between the parents, by tensor
 * @param lessons what a search learned of t by itself
 * @param clock how far it was when it was last worked on
 */
public record StoredRun(
        Path folder,
        RunHead head,
        List<StoredCandidate> candidates,
        List<StoredDocument> documents,
        List<ScaledScore> scaled,
        List<StoredFailure> failures,
        List<Drop> drops,
        ParentAngles angles,
        Lessons lessons,
        Clock clock) {
    public StoredRun {
        candidates = List.copyOf(candidates);
        documents = List.copyOf(documents);
        scaled = List.copyOf(scaled);
        failures = List.copyOf(failures);
        drops = List.copyOf(drops);
    }

    /** By candidate and document, in the run's order. */
    public List<Score> scores() {
        return scaled.stream().map(ScaledScore::score).toList();
    }

    /** @throws StoreFailure where the folder holds no run, or one of a later version */
    public static StoredRun read(Path folder) throws IOException {
        Path file = folder.resolve(RunStore.FILE);
        try (Connection connection = Database.read(file, RunLock.holder(folder) < 0)) {
            connection.setAutoCommit(false);
            int version = Schema.version(connection, file);
            RunTables tables = new RunTables(connection);
            RunHead head = tables.head();
            if (head == null) {
                throw new StoreFailure(file, "holds no run yet", "Start it with: " + Hint.of("run", "EXPERIMENT"));
            }
            String setting = Digests.sha256(head.setting());
            ParentAngles angles = tables.angles();
            return new StoredRun(
                    folder,
                    head,
                    tables.candidates(),
                    tables.documents(),
                    tables.scores(setting, version),
                    tables.failures(setting),
                    tables.drops(),
                    angles == null ? ParentAngles.UNKNOWN : angles,
                    tables.lessons(),
                    tables.clock());
        } catch (SQLException e) {
            throw StoreFailure.of(file, e);
        }
    }

    /** Number of the process that works on it at this moment; -1 where none does. */
    public long process() throws IOException {
        return RunLock.holder(folder);
    }
}
