package dev.mergesweep.experiments.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.classfile.ClassFile;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class StackMapsTest {
    @Test
    @DisplayName("every class of picocli gets stack maps and passes the verifier that reads them")
    void picocli(@TempDir Path folder) throws Exception {
        Path original = Path.of(CommandLine.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Path jar = Files.copy(original, folder.resolve("picocli.jar"));
        PreparedJars.main(new String[] {jar.toString()});

        List<String> before = entries(original);
        assertThat(entries(jar)).containsExactlyInAnyOrderElementsOf(before);
        List<String> classes = before.stream()
                .filter(name -> name.startsWith("picocli/") && name.endsWith(".class"))
                .toList();
        assertThat(classes).hasSizeGreaterThan(100);
        try (URLClassLoader loader =
                        new URLClassLoader(new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
                JarFile file = new JarFile(jar.toFile())) {
            for (String name : classes) {
                byte[] bytes = file.getInputStream(file.getEntry(name)).readAllBytes();
                assertThat(ClassFile.of().parse(bytes).majorVersion())
                        .as(name)
                        .isGreaterThanOrEqualTo(ClassFile.JAVA_6_VERSION);
                // Initialising a class verifies it.
                Class.forName(name.replace('/', '.').replace(".class", ""), true, loader);
            }
        }
    }

    private static List<String> entries(Path jar) throws Exception {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.stream()
                    .filter(entry -> !entry.isDirectory())
                    .map(ZipEntry::getName)
                    .toList();
        }
    }
}
