package dev.mergesweep.experiments.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Classes that are known to be absent")
class KnownAbsencesTest {
    static final class There implements Callable<Class<?>> {
        @Override
        public Class<?> call() throws ClassNotFoundException {
            return Class.forName("java.util.ArrayList");
        }
    }

    static final class Gone implements Callable<Class<?>> {
        @Override
        public Class<?> call() throws ClassNotFoundException {
            // The class is there, so that only a changed lookup fails.
            return Class.forName("java.util.LinkedList");
        }
    }

    @Test
    @DisplayName("are not looked for, and the caller is told as Java would tell it")
    void areNotLookedFor() throws Exception {
        assertThat(new Gone().call()).isNotNull();
        Callable<?> changed = changed(Gone.class);
        assertThatThrownBy(changed::call)
                .isInstanceOf(ClassNotFoundException.class)
                .hasMessage("java.util.LinkedList");
    }

    @Test
    @DisplayName("leave a class as it is that looks for another")
    void leaveOthersAsTheyAre() throws IOException {
        byte[] bytes = bytes(There.class);
        assertThat(KnownAbsences.in(bytes, "java.util.LinkedList"::equals)).isSameAs(bytes);
    }

    private static Callable<?> changed(Class<?> original) throws Exception {
        byte[] bytes = KnownAbsences.in(bytes(original), "java.util.LinkedList"::equals);
        ClassLoader loader = new ClassLoader(null) {
            @Override
            protected Class<?> findClass(String name) {
                return defineClass(name, bytes, 0, bytes.length);
            }
        };
        var constructor = loader.loadClass(original.getName()).getDeclaredConstructor();
        constructor.setAccessible(true);
        return (Callable<?>) constructor.newInstance();
    }

    private static byte[] bytes(Class<?> original) throws IOException {
        try (InputStream stream =
                original.getResourceAsStream("KnownAbsencesTest$" + original.getSimpleName() + ".class")) {
            return stream.readAllBytes();
        }
    }
}
