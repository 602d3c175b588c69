package dev.mergesweep.experiments.start;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;

/**
 * Gives classes that were compiled for Java 5 stack maps. Without them the Java machine can keep none of these classes in its cache of linked classes
 * and parses and verifies them at every start: picocli alone is a hundred milliseconds.
 */
final class StackMaps {
    private static final int FIRST_WITH_STACK_MAPS = ClassFile.JAVA_6_VERSION;
    private static final int NEW_VERSION = ClassFile.JAVA_8_VERSION;

    private StackMaps() {}

    /** The same class, new where it has none. */
    static byte[] in(byte[] bytes) {
        var old = PreparedJars.CLASSES.parse(bytes);
        if (old.majorVersion() >= FIRST_WITH_STACK_MAPS) {
            return bytes;
        }
        ClassTransform bodies = ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL);
        return PreparedJars.CLASSES.transformClass(old, bodies.andThen((target, element) -> {
            if (element instanceof ClassFileVersion) {
                target.withVersion(NEW_VERSION, 0);
            } else {
                target.with(element);
            }
        }));
    }
}
