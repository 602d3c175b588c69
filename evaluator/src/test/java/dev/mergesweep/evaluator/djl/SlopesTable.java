package dev.mergesweep.evaluator.djl;

import dev.mergesweep.evaluator.djl.PerturbedParents.Distance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Slopes beside differences of scores, for the 20 largest tensors of every checkpoint: a line each, and what differs. Arguments:
 * the folder of the checkpoints, and names of some of them; all where there are none.
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
        List<SlopeDifferences.Tensor> tensors = differences.largest(LARGEST);
        List<Double> rounded = differences.rounded(tensors);
        List<Double> exact = differences.exact(tensors);
        int within = 0;
        int near = 0;
        double worst = 0;
        double rounding = 0;
        StringBuilder left = new StringBuilder();
        for (int i = 0; i < tensors.size(); i++) {
            SlopeDifferences.Tensor tensor = tensors.get(i);
            double off = Math.abs(tensor.slope() / exact.get(i) - 1);
            near += Math.abs(tensor.slope() / rounded.get(i) - 1) <= WANTED ? 1 : 0;
            within += off <= WANTED ? 1 : 0;
            worst = Math.max(worst, off);
            rounding = Math.max(rounding, Math.abs(rounded.get(i) - exact.get(i)));
            if (off > WANTED) {
                left.append(String.format(
                        Locale.ROOT, "%n    %s: %.6f, %.6f", tensor.name(), tensor.slope(), exact.get(i)));
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%s %s: %d tensors; float32 scores: %d within %.0e, off by up to %.4f nats; float64: %d within, worst %.1e%s%n",
                folder.getFileName(),
                branch,
                tensors.size(),
                near,
                WANTED,
                rounding,
                within,
                worst,
                left);
    }
}
