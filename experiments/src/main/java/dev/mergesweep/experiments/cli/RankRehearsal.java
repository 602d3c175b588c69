package dev.mergesweep.experiments.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** Ranks a made-up table, while the Java machine takes notes as for {@link StartRehearsal}: later rankings start from these. */
final class RankRehearsal {
    /** More candidates than enter the confidence set, more documents than percentile-t intervals are made for. */
    private static final int CANDIDATES = 300;

    private static final int DOCUMENTS = 120;

    private RankRehearsal() {}

    public static void main(String[] arguments) throws IOException {
        Path table = Files.createTempFile("mergesweep", ".csv");
        try {
            Files.write(table, rows(new Random(1)));
            Console silent = new Console(
                    new PrintWriter(Writer.nullWriter()), new PrintWriter(Writer.nullWriter()), false, Map.of());
            String[] command = {"rank", table.toString()};
            MergeSweep.commandLine(silent, command).execute(command);
        } finally {
            Files.delete(table);
        }
    }

    private static List<String> rows(Random random) {
        List<String> rows = new ArrayList<>();
        rows.add("candidate,domain,document,split,tokens,nats,bytes,words");
        for (int c = 0; c < CANDIDATES; c++) {
            for (int g = 0; g < DOCUMENTS; g++) {
                int tokens = 50 + g;
                double nats = tokens * (3 + 0.1 * random.nextGaussian());
                rows.add(String.format(
                        Locale.ROOT, "parent-%d,web,%d,all,%d,%s,%d,%d", c, g, tokens, nats, 4 * tokens, tokens));
            }
        }
        return rows;
    }
}
