package dev.mergesweep.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The five jars as modules: the launcher uses the class path, so that others may use the module path is shown here. */
final class ModulePathIT {
    private static final Path HERE = Path.of("").toAbsolutePath();

    @TempDir
    Path folder;

    @Test
    @DisplayName("a run started from the module path writes the bytes of one started from the class path")
    void sameRun() throws Exception {
        Path experiment = Files.writeString(folder.resolve("small.yaml"), """
                name: small
                merge:
                  merge_method: slerp
                  base_model: %1$s/models/stories
                  models: [{model: %1$s/models/stories}, {model: %1$s/models/sums}]
                  parameters: {t: "${t}"}
                  dtype: bfloat16
                axes: {t: [0.25]}
                evaluate:
                  domains:
                    - {name: sums, file: %1$s/data/sums.jsonl, field: text}
                """.formatted(HERE.resolve("quickstart")));

        run(modulePath(), experiment, "modules");
        run(classPath(), experiment, "classes");

        for (String file : List.of("ranking.json", "report.html", "report.md")) {
            assertThat(Files.readString(folder.resolve("modules").resolve(file)))
                    .isEqualTo(Files.readString(folder.resolve("classes").resolve(file)));
        }
    }

    private void run(List<String> start, Path experiment, String name) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + HERE.resolve("java.options")));
        command.addAll(start);
        command.addAll(List.of(
                "run", experiment.toString(), "--run", folder.resolve(name).toString()));
        Path said = folder.resolve(name + ".txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        assertThat(process.waitFor()).as(Files.readString(said)).isZero();
    }

    /** PyTorch's native libraries stay on the class path: their jar names itself by a name that is none. */
    private static List<String> modulePath() throws IOException {
        String modules = jars().filter(jar -> !isNative(jar)).collect(Collectors.joining(File.pathSeparator));
        String natives = jars().filter(ModulePathIT::isNative).collect(Collectors.joining(File.pathSeparator));
        String main = "dev.mergesweep.experiments/dev.mergesweep.experiments.cli.MergeSweep";
        return List.of("-cp", natives, "-p", modules, "-m", main);
    }

    private static List<String> classPath() throws IOException {
        return List.of(
                "-cp",
                jars().collect(Collectors.joining(File.pathSeparator)),
                "dev.mergesweep.experiments.cli.MergeSweep");
    }

    private static boolean isNative(String jar) {
        return jar.contains("pytorch-native");
    }

    private static Stream<String> jars() throws IOException {
        List<String> jars = new ArrayList<>();
        for (Path place : List.of(HERE.resolve("target"), HERE.resolve("target/lib"))) {
            try (Stream<Path> files = Files.list(place)) {
                files.map(Path::toString).filter(file -> file.endsWith(".jar")).forEach(jars::add);
            }
        }
        return jars.stream().sorted();
    }
}
