package dev.mergesweep.experiments.cli;

import java.util.Map;
import java.util.Stack;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * For an option that may stand without a value: only one that is attached, {@code --serve=8080}, is its own. Else what
 * follows it is another argument, and the option takes its fallback.
 */
final class OnlyAttached implements IParameterPreprocessor {
    @Override
    public boolean preprocess(
            Stack<String> arguments, CommandSpec command, ArgSpec option, Map<String, Object> parsed) {
        if (" ".equals(parsed.get("separator")) && option instanceof OptionSpec spec) {
            arguments.push(spec.fallbackValue());
        }
        return false;
    }
}
