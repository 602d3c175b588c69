package dev.mergesweep.evaluator.chat;

import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.lib.filter.Filter;
import org.jspecify.annotations.Nullable;

/** {@code trim} as Jinja has it: all white space of Unicode, and no other control characters. */
final class TrimFilter implements Filter {
    @Override
    public @Nullable Object filter(@Nullable Object value, JinjavaInterpreter interpreter, String... arguments) {
        return value == null ? null : PythonStrings.strip(value.toString(), null, true, true);
    }

    @Override
    public String getName() {
        return "trim";
    }
}
