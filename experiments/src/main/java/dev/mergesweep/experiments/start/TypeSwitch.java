package dev.mergesweep.experiments.start;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A switch over classes as a chain of questions. As {@link java.lang.runtime.SwitchBootstraps#typeSwitch} promises: -1 for null, else the index of
 * the first label from the given one on that fits, else the number of labels.
 */
record TypeSwitch(List<ClassDesc> labels) implements SpelledOut.Body {
    private static final ClassDesc BOOTSTRAPS = ClassDesc.of("java.lang.runtime.SwitchBootstraps");

    TypeSwitch {
        labels = List.copyOf(labels);
    }

    /** Null where the call is something else, or a label is a constant. */
    static @Nullable TypeSwitch of(InvokeDynamicInstruction call) {
        var bootstrap = call.bootstrapMethod();
        boolean isSwitch =
                bootstrap.owner().equals(BOOTSTRAPS) && bootstrap.methodName().equals("typeSwitch");
        if (!isSwitch || !call.bootstrapArgs().stream().allMatch(ClassDesc.class::isInstance)) {
            return null;
        }
        return new TypeSwitch(
                call.bootstrapArgs().stream().map(ClassDesc.class::cast).toList());
    }

    @Override
    public void writeTo(ClassBuilder target, String name, MethodTypeDesc type, int flags) {
        target.withMethodBody(name, type, flags, this::write);
    }

    private void write(CodeBuilder code) {
        Label something = code.newLabel();
        code.aload(0).ifnonnull(something).iconst_m1().ireturn().labelBinding(something);
        for (int i = 0; i < labels.size(); i++) {
            Label next = code.newLabel();
            code.iload(1).loadConstant(i).if_icmpgt(next);
            code.aload(0).instanceOf(labels.get(i)).ifeq(next);
            code.loadConstant(i).ireturn().labelBinding(next);
        }
        code.loadConstant(labels.size()).ireturn();
    }
}
