package dev.mergesweep.experiments.start;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** Rewrites the classes in the launcher's copies of jars so that the Java machine has less to do at every start. */
public final class PreparedJars {
    static final ClassFile CLASSES = ClassFile.of(
            ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
            ClassFile.ClassHierarchyResolverOption.of(
                    ClassHierarchyResolver.ofResourceParsing(PreparedJars.class.getClassLoader())
                            .orElse(ClassHierarchyResolver.defaultResolver())));

    private PreparedJars() {}

    /** @param jars on the class path of this process, which resolves what their classes refer to */
    public static void main(String[] jars) throws IOException {
        for (String jar : jars) {
            prepare(Path.of(jar));
        }
    }

    /** Leaves the jar as it was where anything fails, and where nothing is to be done: caches made with it would no longer fit. */
    static void prepare(Path jar) throws IOException {
        boolean changed = false;
        Path draft = Files.createTempFile(jar.toAbsolutePath().getParent(), "draft", ".zip");
        try {
            Files.copy(jar, draft, StandardCopyOption.REPLACE_EXISTING);
            try (FileSystem files = FileSystems.newFileSystem(draft)) {
                for (Path file : classes(files)) {
                    byte[] old = Files.readAllBytes(file);
                    byte[] prepared = prepared(old);
                    if (prepared != old) {
                        Files.write(file, prepared);
                        changed = true;
                    }
                }
            }
            if (changed) {
                Files.move(draft, jar, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (UncheckedIOException e) {
            throw new IOException(e.getMessage(), e);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static List<Path> classes(FileSystem files) throws IOException {
        try (Stream<Path> all = Files.walk(files.getPath("/"))) {
            return all.filter(file -> file.toString().endsWith(".class")).toList();
        }
    }

    /** The same array where nothing is to be done. */
    private static byte[] prepared(byte[] bytes) {
        return KnownAbsences.in(SpelledOut.in(StackMaps.in(bytes)), PreparedJars::isAbsent);
    }

    /** This process has the class path of the program. */
    private static boolean isAbsent(String name) {
        try {
            Class.forName(name, false, PreparedJars.class.getClassLoader());
            return false;
        } catch (ClassNotFoundException | LinkageError _) {
            return true;
        }
    }
}
