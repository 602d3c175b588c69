package dev.mergesweep.experiments.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The modules that a change touches, compiled whole with the change and loaded in place of those on the class path. */
final class Overlay extends ClassLoader {
    private final Path classes;

    private Overlay(Path classes) {
        super(Overlay.class.getClassLoader());
        this.classes = classes;
    }

    /**
     * @param changed contents by path from the checkout
     * @param classes empty folder
     */
    static Overlay compile(Path checkout, Map<String, String> changed, Path classes) throws IOException {
        Map<String, String> sources = new LinkedHashMap<>();
        for (String module : modules(changed)) {
            Path root = checkout.resolve(module).resolve("src/main/java");
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file : files.filter(Overlay::isSource).toList()) {
                    sources.put(checkout.relativize(file).toString(), Files.readString(file));
                }
            }
        }
        sources.putAll(changed);
        DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> options = List.of(
                "-d", classes.toString(), "-cp", classPath, "-proc:none", "--add-modules", "jdk.incubator.vector");
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(problems, null, null)) {
            boolean compiled = compiler.getTask(
                            null,
                            manager,
                            problems,
                            options,
                            null,
                            sources.entrySet().stream().map(Source::new).toList())
                    .call();
            assertThat(compiled).as("%s", problems.getDiagnostics()).isTrue();
        }
        return new Overlay(classes);
    }

    private static TreeSet<String> modules(Map<String, String> changed) {
        TreeSet<String> modules = new TreeSet<>();
        changed.keySet().stream()
                .filter(file -> file.contains("/src/main/java/"))
                .forEach(file -> modules.add(file.substring(0, file.indexOf('/'))));
        return modules;
    }

    private static boolean isSource(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".java") && !name.equals("module-info.java");
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Path file = classes.resolve(name.replace('.', '/') + ".class");
            Class<?> known = findLoadedClass(name);
            if (known != null || !Files.exists(file)) {
                return known != null ? known : super.loadClass(name, resolve);
            }
            try {
                byte[] bytes = Files.readAllBytes(file);
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(Map.Entry<String, String> file) {
            super(URI.create("string:///" + file.getKey().replaceFirst(".*?/src/\\w+/java/", "")), Kind.SOURCE);
            this.text = file.getValue();
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
