package dev.mergesweep.sweep.statistics;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The scores of one domain while they come in, a column per candidate. */
final class DomainColumns {
    private final String domain;
    private final List<String> documents;
    private final double[] sizes;
    private final Map<String, Integer> places = new HashMap<>();
    private final Map<String, Column> columns = new HashMap<>();
    private @Nullable String latest;
    private Column column;

    DomainColumns(String domain, Map<String, Double> sizeByDocument) {
        this.domain = domain;
        documents = sizeByDocument.keySet().stream().sorted().toList();
        sizes = documents.stream().mapToDouble(sizeByDocument::get).toArray();
        for (int place = 0; place < documents.size(); place++) {
            places.put(documents.get(place), place);
        }
        column = empty();
    }

    /** Nats by place of the document; meaningless where {@code there} is not set. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Column(double[] nats, BitSet there) {}

    private Column empty() {
        return new Column(new double[documents.size()], new BitSet());
    }

    /** Scores of a candidate mostly come together: its column is looked up once. */
    private Column column(String candidate) {
        if (!candidate.equals(latest)) {
            latest = candidate;
            column = columns.computeIfAbsent(candidate, name -> empty());
        }
        return column;
    }

    /** @throws IllegalArgumentException where the candidate has a score on the document already */
    void put(Score score) {
        int place = places.getOrDefault(score.document(), -1);
        Column column = column(score.candidate());
        if (column.there().get(place)) {
            throw new IllegalArgumentException(
                    "%s has two scores on document %s of %s".formatted(score.candidate(), score.document(), domain));
        }
        column.nats()[place] = score.nats();
        column.there().set(place);
    }

    /** Tells, in {@code failed}, what a candidate lacks, where nothing is told of it yet. */
    void check(String candidate, Map<String, Failure> failed) {
        Column column = columns.getOrDefault(candidate, empty());
        int missing = column.there().nextClearBit(0);
        if (missing < documents.size()) {
            fail(candidate, Failure.Reason.MISSING_DOCUMENT, missing, failed);
            return;
        }
        for (int place = 0; place < documents.size(); place++) {
            if (!Double.isFinite(column.nats()[place])) {
                fail(candidate, Failure.Reason.NOT_FINITE, place, failed);
                return;
            }
        }
    }

    private void fail(String candidate, Failure.Reason reason, int place, Map<String, Failure> failed) {
        failed.putIfAbsent(candidate, new Failure(candidate, reason, domain, documents.get(place)));
    }

    /** @param candidates of which each has a score on every document */
    DomainScores scores(List<String> candidates) {
        double[][] table = new double[candidates.size()][];
        Arrays.setAll(
                table, c -> columns.getOrDefault(candidates.get(c), empty()).nats());
        return new DomainScores(domain, documents, sizes, table);
    }
}
