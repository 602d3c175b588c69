package dev.mergesweep.sweep.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreFailureTest {
    private static final String INSERT = "INSERT INTO fact(name, value) VALUES ('x', '" + "long".repeat(20_000) + "')";

    @TempDir
    private Path folder;

    private static String told(Path file, Connection connection, String... statements) {
        SQLException failure = catchThrowableOfType(SQLException.class, () -> {
            try (Statement statement = connection.createStatement()) {
                for (String each : statements) {
                    statement.execute(each);
                }
                connection.commit();
            }
        });
        return StoreFailure.of(file, failure).getMessage();
    }

    @Test
    @DisplayName("a full disk, and a store that cannot be written, are told with what to do")
    void disk() throws SQLException {
        Path file = folder.resolve("run.sqlite");
        try (Connection connection = Database.write(file)) {
            Schema.bring(connection, file);
            assertThat(told(file, connection, "PRAGMA max_page_count = 1", INSERT))
                    .isEqualTo(
                            file
                                    + ": the disk is full. Every score so far is kept. Make room and start the same command again");
        }
        try (Connection connection = Database.read(file, true)) {
            connection.setAutoCommit(false);
            assertThat(told(file, connection, INSERT))
                    .isEqualTo(file
                            + ": cannot be written. Check the permissions of the folder, or choose another with --run");
        }
    }
}
