package dev.mergesweep.evaluator.protocol;

import dev.mergesweep.evaluator.Pack;
import dev.mergesweep.evaluator.corpus.Split;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Windows of one row that are summed into one document's score. */
record Cluster(String domain, String id, Split split, Row row, List<Cut> cuts, Measured measured) {
    /** Fewest tokens of a run of windows of a joined text. */
    private static final int RUN = 2048;

    static Cluster ofDocument(String domain, String id, Split split, Row row, Protocol protocol) {
        return new Cluster(domain, id, split, row, Cut.of(protocol, row.tokens().size()), row.measured());
    }

    /** Runs of whole windows that reach at least 2,048 tokens each; what is left at the end joins the last run. */
    static List<Cluster> ofJoined(String domain, Split split, Row row, Protocol protocol) {
        List<List<Cut>> runs = runs(Cut.of(protocol, row.tokens().size()));
        List<Cluster> clusters = new ArrayList<>();
        for (List<Cut> run : runs) {
            Measured measured = run.stream()
                    .filter(cut -> cut.tokens() > 0)
                    .map(row::measured)
                    .reduce(Measured.NOTHING, Measured::plus);
            clusters.add(new Cluster(domain, String.valueOf(clusters.size()), split, row, run, measured));
        }
        return clusters;
    }

    private static List<List<Cut>> runs(List<Cut> cuts) {
        List<List<Cut>> runs = new ArrayList<>();
        int begun = 0;
        int reached = 0;
        for (int i = 0; i < cuts.size(); i++) {
            if (cuts.get(i).end() - reached >= RUN) {
                runs.add(cuts.subList(begun, i + 1));
                begun = i + 1;
                reached = cuts.get(i).end();
            }
        }
        if (begun < cuts.size()) {
            int from = runs.isEmpty() ? 0 : begun - runs.removeLast().size();
            runs.add(cuts.subList(from, cuts.size()));
        }
        return runs;
    }

    /** Its windows that score something. */
    List<Pack.Window> windows(int document) {
        return cuts.stream()
                .map(cut -> row.window(document, cut))
                .filter(Cluster::scores)
                .toList();
    }

    PreparedDocument prepared(List<Pack.Window> windows) {
        long tokens = windows.stream().mapToLong(Cluster::tokens).sum();
        return new PreparedDocument(
                domain, id, split, digest(windows), windows.size(), tokens, measured.bytes(), measured.words());
    }

    private static boolean scores(Pack.Window window) {
        return tokens(window) > 0;
    }

    private static long tokens(Pack.Window window) {
        long count = 0;
        for (boolean scored : window.scored()) {
            count += scored ? 1 : 0;
        }
        return count;
    }

    private String digest(List<Pack.Window> windows) {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java has SHA-256", impossible);
        }
        digest.update("%d bytes, %d words\n"
                .formatted(measured.bytes(), measured.words())
                .getBytes(StandardCharsets.UTF_8));
        for (Pack.Window window : windows) {
            ByteBuffer buffer = ByteBuffer.allocate(Integer.BYTES + window.ids().length * (Long.BYTES + 1));
            buffer.putInt(window.ids().length);
            for (int i = 0; i < window.ids().length; i++) {
                buffer.putLong(window.ids()[i]).put((byte) (window.scored()[i] ? 1 : 0));
            }
            digest.update(buffer.flip());
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
