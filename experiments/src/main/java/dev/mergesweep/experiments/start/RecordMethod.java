package dev.mergesweep.experiments.start;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.classfile.attribute.InnerClassesAttribute;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code equals}, {@code hashCode} or {@code toString} of a record, with the values that {@link java.lang.runtime.ObjectMethods} gives.
 *
 * @param called which of the three
 * @param title the record's simple name
 */
record RecordMethod(String called, ClassDesc owner, String title, List<Component> components)
        implements SpelledOut.Body {
    private static final ClassDesc BOOTSTRAPS = ClassDesc.of("java.lang.runtime.ObjectMethods");
    private static final ClassDesc OBJECTS = ClassDesc.of("java.util.Objects");
    private static final ClassDesc BUILDER = ClassDesc.of("java.lang.StringBuilder");
    private static final int LEADING_ARGUMENTS = 2;

    /** A field of the record. */
    record Component(String name, ClassDesc type) {
        boolean isPrimitive() {
            return type.isPrimitive();
        }

        /** The class whose static methods hash and compare it. */
        ClassDesc wrapper() {
            return switch (TypeKind.from(type)) {
                case BOOLEAN -> ConstantDescs.CD_Boolean;
                case BYTE -> ConstantDescs.CD_Byte;
                case CHAR -> ConstantDescs.CD_Character;
                case SHORT -> ConstantDescs.CD_Short;
                case INT -> ConstantDescs.CD_Integer;
                case LONG -> ConstantDescs.CD_Long;
                case FLOAT -> ConstantDescs.CD_Float;
                case DOUBLE -> ConstantDescs.CD_Double;
                case REFERENCE, VOID -> OBJECTS;
            };
        }

        ClassDesc argument() {
            return isPrimitive() ? type : ConstantDescs.CD_Object;
        }
    }

    RecordMethod {
        components = List.copyOf(components);
    }

    /** Null where the call is something else. */
    static @Nullable RecordMethod of(ClassModel owner, InvokeDynamicInstruction call) {
        if (!call.bootstrapMethod().owner().equals(BOOTSTRAPS)) {
            return null;
        }
        List<Component> components = call.bootstrapArgs().stream()
                .skip(LEADING_ARGUMENTS)
                .map(DirectMethodHandleDesc.class::cast)
                .map(field ->
                        new Component(field.methodName(), field.invocationType().returnType()))
                .toList();
        return new RecordMethod(call.name().stringValue(), owner.thisClass().asSymbol(), title(owner), components);
    }

    private static String title(ClassModel owner) {
        return owner
                .findAttribute(Attributes.innerClasses())
                .map(InnerClassesAttribute::classes)
                .orElse(List.of())
                .stream()
                .filter(inner -> inner.innerClass().equals(owner.thisClass()))
                .flatMap(inner -> inner.innerName().stream())
                .map(Object::toString)
                .findFirst()
                .orElse(owner.thisClass().asSymbol().displayName());
    }

    @Override
    public void writeTo(ClassBuilder target, String name, MethodTypeDesc type, int flags) {
        target.withMethodBody(name, type, flags, code -> {
            switch (called) {
                case "equals" -> writeEquals(code);
                case "hashCode" -> writeHashCode(code);
                default -> writeToString(code);
            }
        });
    }

    private void load(CodeBuilder code, int slot, Component component) {
        code.aload(slot).getfield(owner, component.name(), component.type());
    }

    private void writeEquals(CodeBuilder code) {
        Label different = code.newLabel();
        Label comparable = code.newLabel();
        code.aload(0).aload(1).if_acmpne(comparable).iconst_1().ireturn().labelBinding(comparable);
        code.aload(1).instanceOf(owner).ifeq(different);
        code.aload(1).checkcast(owner).astore(2);
        for (Component component : components) {
            load(code, 0, component);
            load(code, 2, component);
            ClassDesc argument = component.argument();
            if (component.isPrimitive()) {
                code.invokestatic(
                        component.wrapper(), "compare", MethodTypeDesc.of(ConstantDescs.CD_int, argument, argument));
                code.ifne(different);
            } else {
                code.invokestatic(OBJECTS, "equals", MethodTypeDesc.of(ConstantDescs.CD_boolean, argument, argument));
                code.ifeq(different);
            }
        }
        code.iconst_1().ireturn().labelBinding(different).iconst_0().ireturn();
    }

    private void writeHashCode(CodeBuilder code) {
        code.iconst_0();
        for (Component component : components) {
            code.loadConstant(31).imul();
            load(code, 0, component);
            code.invokestatic(
                    component.wrapper(), "hashCode", MethodTypeDesc.of(ConstantDescs.CD_int, component.argument()));
            code.iadd();
        }
        code.ireturn();
    }

    private void writeToString(CodeBuilder code) {
        code.new_(BUILDER).dup().invokespecial(BUILDER, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void);
        String before = title + "[";
        for (Component component : components) {
            append(code.loadConstant(before + component.name() + "="));
            load(code, 0, component);
            code.invokestatic(
                    ConstantDescs.CD_String, "valueOf", MethodTypeDesc.of(ConstantDescs.CD_String, printed(component)));
            append(code);
            before = ", ";
        }
        append(code.loadConstant(components.isEmpty() ? before + "]" : "]"));
        code.invokevirtual(BUILDER, "toString", MethodTypeDesc.of(ConstantDescs.CD_String))
                .areturn();
    }

    /** The parameter of {@link String#valueOf}; it has none for the two narrowest numbers. */
    private static ClassDesc printed(Component component) {
        return switch (TypeKind.from(component.type())) {
            case BYTE, SHORT -> ConstantDescs.CD_int;
            case BOOLEAN, CHAR, INT, LONG, FLOAT, DOUBLE, REFERENCE, VOID -> component.argument();
        };
    }

    private static void append(CodeBuilder code) {
        code.invokevirtual(BUILDER, "append", MethodTypeDesc.of(BUILDER, ConstantDescs.CD_String));
    }
}
