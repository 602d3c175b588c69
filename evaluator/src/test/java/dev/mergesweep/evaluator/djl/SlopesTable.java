package dev.mergesweep.evaluator.djl;

import dev.mergesweep.evaluator.djl.PerturbedParents.Distance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Slopes beside differences of float32 scores, for the 20 largest tensors of every checkpoint: a line each, and what is left
 * where they differ. Arguments: the folder of the checkpoints, and names of some of them; all where there are none.
 */
final class SlopesTable {
    private static final double WANTED = 1e-3;
    private static final double T = 0.4;
    private static final int LARGEST = 20;

    private SlopesTable() {}

    public static void main(String[] arguments) throws IOException {
        Path cases = Path.of(arguments[0]);
        List<String> names = List.of(arguments).subList(1, arguments.length);
        try (Stream<Path> folders = Files.list(cases)) {
            for (Path folder : folders.filter(Files::isDirectory).sorted().toList()) {
                if (names.isEmpty() || names.contains(folder.getFileName().toString())) {
                    line(folder, Distance.SPHERICAL, "slerp");
                    line(folder, Distance.COLLINEAR, "lerp");
                }
            }
        }
    }

    private static void line(Path folder, Distance distance, String branch) throws IOException {
        SlopeDifferences differences = new SlopeDifferences(folder, T, distance);
        int within = 0;
        int fitted = 0;
        int noise = 0;
        double worst = 0;
        StringBuilder left = new StringBuilder();
        List<SlopeDifferences.Tensor> tensors = differences.largest(LARGEST);
        try (TorchForward forward = differences.forward()) {
            for (SlopeDifferences.Tensor tensor : tensors) {
                if (Math.abs(tensor.slope() - tensor.difference()) <= WANTED * Math.abs(tensor.difference())) {
                    within++;
                    continue;
                }
                SlopeDifferences.Fitted fit = differences.fitted(forward, tensor.name());
                double off = Math.abs(tensor.slope() - fit.value());
                if (off <= WANTED * Math.abs(fit.value())) {
                    fitted++;
                } else if (off <= 3 * fit.error()) {
                    noise++;
                } else {
                    left.append(String.format(
                            Locale.ROOT,
                            "%n    %s: %.5f, %.5f ± %.5f",
                            tensor.name(),
                            tensor.slope(),
                            fit.value(),
                            fit.error()));
                }
                worst = Math.max(worst, off / Math.max(3 * fit.error(), WANTED * Math.abs(fit.value())));
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%s %s: %d tensors, %d within %.0e of the close difference, %d more of the wide fit, %d within three of its errors,"
                        + " %d farther; worst %.2f of what is allowed%s%n",
                folder.getFileName(),
                branch,
                tensors.size(),
                within,
                WANTED,
                fitted,
                noise,
                tensors.size() - within - fitted - noise,
                worst,
                left);
    }
}
