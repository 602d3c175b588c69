package dev.mergesweep.experiments.start;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * Gives the classes of a jar that was compiled for Java 5 stack maps, in place. Without them the Java machine can keep none of these classes in
 * its cache of linked classes and parses and verifies them at every start: picocli alone is a hundred milliseconds.
 */
public final class StackMaps {
    private static final int FIRST_WITH_STACK_MAPS = ClassFile.JAVA_6_VERSION;
    private static final int NEW_VERSION = ClassFile.JAVA_8_VERSION;

    private static final ClassFile CLASSES = ClassFile.of(
            ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
            ClassFile.ClassHierarchyResolverOption.of(
                    ClassHierarchyResolver.ofResourceParsing(StackMaps.class.getClassLoader())
                            .orElse(ClassHierarchyResolver.defaultResolver())));

    private StackMaps() {}

    /** @param jars on the class path of this process, which resolves what their classes refer to */
    public static void main(String[] jars) throws IOException {
        for (String jar : jars) {
            add(Path.of(jar));
        }
    }

    /** Leaves the jar as it was where anything fails. */
    static void add(Path jar) throws IOException {
        Path draft = Files.createTempFile(jar.toAbsolutePath().getParent(), "draft", ".zip");
        try {
            Files.copy(jar, draft, StandardCopyOption.REPLACE_EXISTING);
            try (FileSystem files = FileSystems.newFileSystem(draft)) {
                for (Path file : classes(files)) {
                    Files.write(file, modern(Files.readAllBytes(file)));
                }
            }
            Files.move(draft, jar, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
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

    private static byte[] modern(byte[] bytes) {
        var old = CLASSES.parse(bytes);
        if (old.majorVersion() >= FIRST_WITH_STACK_MAPS) {
            return bytes;
        }
        ClassTransform bodies = ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL);
        return CLASSES.transformClass(old, bodies.andThen((target, element) -> {
            if (element instanceof ClassFileVersion) {
                target.withVersion(NEW_VERSION, 0);
            } else {
                target.with(element);
            }
        }));
    }
}
