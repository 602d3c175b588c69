package dev.mergesweep.experiments.cli;

import dev.mergesweep.merger.yaml.Problems;
import dev.mergesweep.merger.yaml.Strictness;
import dev.mergesweep.merger.yaml.YamlNode;
import dev.mergesweep.merger.yaml.YamlReader;
import java.nio.file.Path;

/** Tells experiments from recipes, where a command takes either. */
final class ExperimentFile {
    private ExperimentFile() {}

    /** Whether a file says what to evaluate. What is wrong with it is told by who reads it in earnest. */
    static boolean is(Path file) {
        String name = file.toString();
        YamlNode root = YamlReader.parse(YamlReader.text(file, name), name, new Problems(), Strictness.LENIENT);
        return root instanceof YamlNode.Mapping mapping && mapping.value("evaluate") != null;
    }
}
