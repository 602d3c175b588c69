package dev.mergesweep.merger.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DiskReasonTest {

    @Test
    @DisplayName("what the system says, or what the exception's type does, never the file")
    void reasons() {
        assertThat(DiskReason.of(new AccessDeniedException("f"))).isEqualTo("permission denied");
        assertThat(DiskReason.of(new NoSuchFileException("f"))).isEqualTo("no such file");
        assertThat(DiskReason.of(new FileAlreadyExistsException("f"))).isEqualTo("a file of that name exists");
        assertThat(DiskReason.of(new FileSystemException("f", null, "Read-only file system")))
                .isEqualTo("Read-only file system");
        assertThat(DiskReason.of(new NotDirectoryException("f"))).isEqualTo("NotDirectoryException");
        assertThat(DiskReason.of(new IOException("No space left on device"))).isEqualTo("No space left on device");
        assertThat(DiskReason.of(new IOException())).isEqualTo("IOException");
        assertThat(DiskReason.of(new UncheckedIOException(new AccessDeniedException("f"))))
                .isEqualTo("permission denied");
    }
}
