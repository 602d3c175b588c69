package dev.mergesweep.experiments.start;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.PseudoInstruction;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.function.Predicate;

/**
 * Says at once of classes that are on no jar of the class path that they are not there. Java would open every jar, at every start, to find out:
 * picocli asks for Groovy.
 */
final class KnownAbsences {
    private static final String NAME = "knownToBeAbsent";
    private static final MethodTypeDesc LOOKUP = MethodTypeDesc.of(ConstantDescs.CD_Class, ConstantDescs.CD_String);
    private static final ClassDesc ABSENT = ClassDesc.of("java.lang.ClassNotFoundException");

    private KnownAbsences() {}

    /** The same class, new where it looks up a class by a name that is written there and belongs to none. */
    static byte[] in(byte[] bytes, Predicate<String> absent) {
        ClassModel old = PreparedJars.CLASSES.parse(bytes);
        Predicate<MethodModel> concerned = method -> concerns(method, absent);
        if (old.methods().stream().noneMatch(concerned)) {
            return bytes;
        }
        ClassTransform bodies = ClassTransform.transformingMethodBodies(
                concerned,
                CodeTransform.ofStateful(() -> new Lookups(old.thisClass().asSymbol(), absent)));
        return PreparedJars.CLASSES.transformClass(
                old, bodies.andThen(ClassTransform.endHandler(KnownAbsences::addMethod)));
    }

    private static boolean concerns(MethodModel method, Predicate<String> absent) {
        Constant constant = new Constant();
        return method.code()
                .map(code -> code.elementStream().anyMatch(element -> constant.isLookedUp(element, absent)))
                .orElse(false);
    }

    /** Throws what the lookup would have thrown. */
    private static void addMethod(ClassBuilder target) {
        int flags = ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC;
        target.withMethodBody(
                NAME,
                LOOKUP,
                flags,
                code -> code.new_(ABSENT)
                        .dup()
                        .aload(0)
                        .invokespecial(
                                ABSENT,
                                ConstantDescs.INIT_NAME,
                                MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_String))
                        .athrow());
    }

    /** The text that the instruction before this one left on the stack. */
    private static final class Constant {
        private String text = "";

        /** Whether this element looks up the text as the name of a class. */
        boolean isLookedUp(CodeElement element, Predicate<String> absent) {
            if (element instanceof PseudoInstruction) {
                return false;
            }
            boolean found = element instanceof InvokeInstruction call
                    && call.owner().asSymbol().equals(ConstantDescs.CD_Class)
                    && call.name().equalsString("forName")
                    && call.typeSymbol().equals(LOOKUP)
                    && !text.isEmpty()
                    && absent.test(text);
            text = element instanceof ConstantInstruction constant && constant.constantValue() instanceof String loaded
                    ? loaded
                    : "";
            return found;
        }
    }

    private static final class Lookups implements CodeTransform {
        private final ClassDesc owner;
        private final Predicate<String> absent;
        private final Constant constant = new Constant();

        Lookups(ClassDesc owner, Predicate<String> absent) {
            this.owner = owner;
            this.absent = absent;
        }

        @Override
        public void accept(CodeBuilder target, CodeElement element) {
            if (constant.isLookedUp(element, absent)) {
                target.invokestatic(owner, NAME, LOOKUP);
            } else {
                target.with(element);
            }
        }
    }
}
