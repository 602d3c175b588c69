package dev.mergesweep.sweep.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mergesweep.sweep.statistics.ScaledScore;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store of the first version, before scores were kept at several scales of the logits. */
class SchemaTest {
    private static final String SETTING = "setting";

    private static final List<String> FIRST = List.of(
            "CREATE TABLE content(number INTEGER PRIMARY KEY, digest TEXT NOT NULL UNIQUE)",
            "CREATE TABLE score(candidate INTEGER NOT NULL, setting INTEGER NOT NULL, document INTEGER NOT NULL, "
                    + "tokens INTEGER NOT NULL, nats REAL NOT NULL, PRIMARY KEY(candidate, setting, document)) WITHOUT ROWID",
            "CREATE TABLE failure(candidate INTEGER NOT NULL, setting INTEGER NOT NULL, reason TEXT NOT NULL, "
                    + "document INTEGER, PRIMARY KEY(candidate, setting)) WITHOUT ROWID",
            "CREATE TABLE fact(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
            "CREATE TABLE document(ordinal INTEGER PRIMARY KEY, domain TEXT NOT NULL, id TEXT NOT NULL, split TEXT NOT NULL, "
                    + "digest TEXT NOT NULL, tokens INTEGER NOT NULL, bytes INTEGER NOT NULL, words INTEGER NOT NULL)",
            "CREATE TABLE candidate(ordinal INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, digest TEXT NOT NULL, "
                    + "kind TEXT NOT NULL, description TEXT NOT NULL)",
            "CREATE TABLE dropped(candidate TEXT PRIMARY KEY, share REAL NOT NULL, leader TEXT NOT NULL) WITHOUT ROWID",
            "INSERT INTO content VALUES (1, 'c'), (2, '" + Digests.sha256(SETTING) + "'), (3, 'd')",
            "INSERT INTO score VALUES (1, 2, 3, 10, 12.5)",
            "INSERT INTO document VALUES (1, 'prose', '0', 'all', 'd', 10, 40, 8)",
            "INSERT INTO candidate VALUES (1, 'parent-0', 'c', 'PARENT', "
                    + "'{\"name\":\"parent-0\",\"digest\":\"c\",\"kind\":\"PARENT\",\"axes\":null,\"equals\":0,\"recipe\":null,\"t\":{}}')",
            "INSERT INTO fact VALUES ('head', '{\"experiment\":\"old\",\"rank\":{\"by\":\"mean-log-perplexity\",\"against\":\"parent-0\","
                    + "\"finalists\":5,\"weights\":{},\"floors\":{}},\"setting\":\"" + SETTING
                    + "\",\"parents\":[],\"sharing\":{\"points\":1,"
                    + "\"distinct\":1,\"stages\":1,\"stagesAlone\":1},\"warnings\":[],\"origin\":{\"file\":\"x\",\"compute\":\"float32\","
                    + "\"device\":\"cpu\",\"numerics\":\"exact\",\"lenient\":false}}')",
            "PRAGMA user_version = 1");

    @TempDir
    private Path folder;

    @BeforeEach
    void first() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(RunStore.FILE));
                Statement statement = connection.createStatement()) {
            for (String each : FIRST) {
                statement.execute(each);
            }
        }
    }

    @Test
    @DisplayName("is read as it is, its scores at scale 1 alone")
    void read() throws IOException {
        List<ScaledScore> scores = StoredRun.read(folder).scaled();
        assertThat(scores).hasSize(1);
        assertThat(scores.getFirst().scales()).containsExactly(1.0);
        assertThat(scores.getFirst().score().nats()).isEqualTo(12.5);
    }

    @Test
    @DisplayName("is brought to this version when it is opened to be written, and keeps what it knows")
    void brought() throws IOException {
        String setting = Digests.sha256(SETTING);
        SequencedMap<Double, Double> scaled = new LinkedHashMap<>();
        scaled.put(0.9, 20.25);
        scaled.put(1.1, 19.5);
        NewScore added = new NewScore("c", "e", 10, 20, scaled);
        try (RunStore store = RunStore.open(folder, null)) {
            store.commit(List.of(added), List.of(), setting);
        }
        try (RunStore store = RunStore.open(folder, null)) {
            assertThat(store.known("c", setting))
                    .isEqualTo(Map.of("d", new NewScore("c", "d", 10, 12.5, new LinkedHashMap<>()), "e", added));
        }
    }
}
