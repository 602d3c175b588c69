package dev.mergesweep.experiments.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** One merge of the quickstart's parents on three documents. */
final class SmallExperiment {
    private static final Path QUICKSTART = Path.of("quickstart").toAbsolutePath();

    private SmallExperiment() {}

    /** @return the file; its run is the folder {@code run} beside it */
    static Path write(Path folder) throws IOException {
        Path texts = folder.resolve("texts.jsonl");
        Files.write(
                texts, Files.readAllLines(QUICKSTART.resolve("data/sums.jsonl")).subList(0, 3));
        return Files.writeString(folder.resolve("experiment.yaml"), """
                merge:
                  merge_method: slerp
                  base_model: %1$s/models/stories
                  models: [{model: %1$s/models/stories}, {model: %1$s/models/sums}]
                  parameters: {t: "${t}"}
                  dtype: bfloat16
                axes: {t: [0.25]}
                race: false
                evaluate:
                  domains: [{name: sums, file: %2$s, field: text}]
                  confirm: 0
                run: run
                """.formatted(QUICKSTART, texts));
    }
}
