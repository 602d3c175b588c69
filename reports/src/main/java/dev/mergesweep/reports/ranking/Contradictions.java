package dev.mergesweep.reports.ranking;

import dev.mergesweep.merger.yaml.Place;
import dev.mergesweep.merger.yaml.Problem;
import dev.mergesweep.merger.yaml.Problems;
import dev.mergesweep.sweep.statistics.Measure;
import dev.mergesweep.sweep.statistics.Score;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/** What rows of a table of scores may not say of a document that another row has said. */
final class Contradictions {
    private final String file;
    private final Measure measure;
    private final Problems problems = new Problems();
    private final List<ScoreRows.Row> rows;
    private final Map<String, Integer> candidates = new HashMap<>();
    private final Map<String, Map<String, Document>> documents = new HashMap<>();
    private Score latest = ScoreRows.NONE;
    private Map<String, Document> ofDomain = new HashMap<>();
    private int candidate;

    /** @param rows in the order of the file */
    Contradictions(String file, Measure measure, List<ScoreRows.Row> rows) {
        this.file = file;
        this.measure = measure;
        this.rows = rows;
    }

    /**
     * A document as its first row has it.
     *
     * @param scored numbers of the candidates that have a score on it
     */
    private record Document(ScoreRows.Row first, BitSet scored) {}

    /** Those of the file, about so many at most. */
    List<Problem> problems(int limit) {
        for (ScoreRows.Row row : rows) {
            compare(row);
            if (problems.errors().size() >= limit) {
                break;
            }
        }
        return problems.errors();
    }

    private void compare(ScoreRows.Row row) {
        Score score = row.score();
        lookUp(score);
        Document document = ofDomain.get(score.document());
        if (document == null) {
            document = new Document(row, new BitSet());
            ofDomain.put(score.document(), document);
        }
        if (document.scored().get(candidate)) {
            wrong(
                    row.line(),
                    "",
                    "%s has a score on document %s of %s already, in line %d"
                            .formatted(score.candidate(), score.document(), score.domain(), before(score)),
                    "Keep one of them");
            return;
        }
        document.scored().set(candidate);
        switch (measure) {
            case MEAN_LOG_PERPLEXITY -> same("tokens", Score::tokens, row, document);
            case BITS_PER_BYTE -> same("bytes", Score::bytes, row, document);
        }
        Score first = document.first().score();
        if (!score.split().equals(first.split())) {
            wrong(
                    row.line(),
                    "split",
                    "document %s of %s is in split %s, but in %s in line %d"
                            .formatted(
                                    score.document(),
                                    score.domain(),
                                    score.split(),
                                    first.split(),
                                    document.first().line()),
                    "A document is on one side of the split");
        }
    }

    /** Scores of a candidate mostly stand together, and those of a domain too. */
    private void lookUp(Score score) {
        if (!score.domain().equals(latest.domain())) {
            ofDomain = documents.computeIfAbsent(score.domain(), domain -> new HashMap<>());
        }
        if (!score.candidate().equals(latest.candidate())) {
            candidate = candidates.computeIfAbsent(score.candidate(), name -> candidates.size());
        }
        latest = score;
    }

    /** The line of the first score of the candidate on the document. */
    private int before(Score score) {
        return rows.stream()
                .filter(row -> row.score().document().equals(score.document())
                        && row.score().candidate().equals(score.candidate())
                        && row.score().domain().equals(score.domain()))
                .mapToInt(ScoreRows.Row::line)
                .findFirst()
                .orElseThrow();
    }

    private void same(String column, ToLongFunction<Score> size, ScoreRows.Row row, Document document) {
        Score score = row.score();
        Score first = document.first().score();
        if (size.applyAsLong(score) != size.applyAsLong(first)) {
            wrong(
                    row.line(),
                    column,
                    "document %s of %s has %d for %s, but %d for %s in line %d"
                            .formatted(
                                    score.document(),
                                    score.domain(),
                                    size.applyAsLong(score),
                                    score.candidate(),
                                    size.applyAsLong(first),
                                    first.candidate(),
                                    document.first().line()),
                    measure == Measure.BITS_PER_BYTE
                            ? "A text has one length"
                            : "Candidates of different tokenizers compare by bits per byte alone: --by bits-per-byte");
        }
    }

    private void wrong(int line, String key, String what, String advice) {
        problems.error(new Place(file, line, 0), key, what, advice);
    }
}
