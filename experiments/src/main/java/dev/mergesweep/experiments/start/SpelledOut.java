package dev.mergesweep.experiments.start;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes out the code that the Java machine would otherwise make at every start, and keeps in no cache: pattern switches, and what records
 * inherit without a word. Each becomes a private method of its class that does the same.
 */
final class SpelledOut {
    /** The body of such a method. */
    interface Body {
        void writeTo(ClassBuilder target, String name, MethodTypeDesc type, int flags);
    }

    private record Method(String name, MethodTypeDesc type, Body body) {}

    private final ClassModel old;
    private final List<Method> methods = new ArrayList<>();

    private SpelledOut(ClassModel old) {
        this.old = old;
    }

    /** The same class, new where it has something to spell out. */
    static byte[] in(byte[] bytes) {
        ClassModel old = PreparedJars.CLASSES.parse(bytes);
        return old.methods().stream().anyMatch(method -> concerns(old, method)) ? new SpelledOut(old).write() : bytes;
    }

    private byte[] write() {
        ClassTransform bodies = ClassTransform.transformingMethodBodies(method -> concerns(old, method), calls());
        return PreparedJars.CLASSES.transformClass(old, bodies.andThen(ClassTransform.endHandler(this::addMethods)));
    }

    private CodeTransform calls() {
        return (target, element) -> {
            Body body = element instanceof InvokeDynamicInstruction call ? body(old, call) : null;
            if (body != null && element instanceof InvokeDynamicInstruction call) {
                Method method = new Method("spelledOut$" + methods.size(), call.typeSymbol(), body);
                methods.add(method);
                target.invokestatic(old.thisClass().asSymbol(), method.name(), method.type(), isInterface());
            } else {
                target.with(element);
            }
        };
    }

    private boolean isInterface() {
        return old.flags().has(AccessFlag.INTERFACE);
    }

    private void addMethods(ClassBuilder target) {
        int flags = ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC;
        methods.forEach(method -> method.body().writeTo(target, method.name(), method.type(), flags));
    }

    private static boolean concerns(ClassModel owner, MethodModel method) {
        return method.code()
                .map(code -> code.elementStream()
                        .anyMatch(element ->
                                element instanceof InvokeDynamicInstruction call && body(owner, call) != null))
                .orElse(false);
    }

    /** What is spelled out of a call, or null where it stays. */
    private static @Nullable Body body(ClassModel owner, InvokeDynamicInstruction call) {
        Body found = TypeSwitch.of(call);
        return found == null ? RecordMethod.of(owner, call) : found;
    }
}
