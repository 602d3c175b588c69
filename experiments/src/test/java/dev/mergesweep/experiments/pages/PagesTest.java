package dev.mergesweep.experiments.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each page's change is applied to the sources, compiled with them, and its own tests pass. */
class PagesTest {
    private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();

    @TempDir
    private Path classes;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "adding-an-architecture.md",
                "adding-a-merge-method.md",
                "adding-a-search-strategy.md",
                "adding-a-report-format.md"
            })
    @DisplayName("what the page says can be done as it says")
    void page(String name) throws Exception {
        Map<String, String> files =
                Page.read(CHECKOUT.resolve(".docs").resolve(name)).files(CHECKOUT);
        Overlay overlay = Overlay.compile(CHECKOUT, files, classes);
        int tests = 0;
        for (String file : files.keySet()) {
            boolean isNew = !Files.exists(CHECKOUT.resolve(file));
            if (isNew && file.contains("/src/test/java/")) {
                String type = file.replaceFirst(".*/src/test/java/", "")
                        .replace(".java", "")
                        .replace('/', '.');
                tests += run(overlay.loadClass(type));
            }
        }
        assertThat(tests).as("tests on the page").isPositive();
        assertThat(Files.readString(CHECKOUT.resolve("README.md"))).contains(".docs/" + name);
    }

    private static int run(Class<?> type) throws Exception {
        Constructor<?> constructor = type.getDeclaredConstructor();
        constructor.setAccessible(true);
        int tests = 0;
        for (Method method : type.getDeclaredMethods()) {
            if (method.isAnnotationPresent(Test.class)) {
                method.setAccessible(true);
                method.invoke(constructor.newInstance());
                tests++;
            }
        }
        return tests;
    }
}
