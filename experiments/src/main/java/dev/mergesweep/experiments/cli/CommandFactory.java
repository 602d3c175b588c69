package dev.mergesweep.experiments.cli;

import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Makes commands, and gives the console to those whose constructor asks for it. */
record CommandFactory(Console console) implements IFactory {
    @Override
    public <K> K create(Class<K> type) throws Exception {
        try {
            var constructor = type.getDeclaredConstructor(Console.class);
            constructor.setAccessible(true);
            return constructor.newInstance(console);
        } catch (NoSuchMethodException _) {
            return CommandLine.defaultFactory().create(type);
        }
    }
}
