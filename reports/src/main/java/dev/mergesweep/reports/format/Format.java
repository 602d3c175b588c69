package dev.mergesweep.reports.format;

import dev.mergesweep.merger.yaml.InputException;
import dev.mergesweep.merger.yaml.Place;
import dev.mergesweep.merger.yaml.Problem;
import dev.mergesweep.reports.picture.ChartFiles;
import dev.mergesweep.reports.ranking.RankingJson;
import dev.mergesweep.reports.report.Evidence;
import dev.mergesweep.reports.report.Report;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a report can be written as. A new format is a class that turns a {@link Report} into one text or several, and a line here. */
public enum Format {
    HTML(one("report.html", evidence -> HtmlFormat.render(Report.of(evidence)))),
    MD(one("report.md", evidence -> MarkdownFormat.render(Report.of(evidence)))),
    SVG(ChartFiles::of),
    CSV(one("ranking.csv", evidence -> RankingCsv.text(evidence.ranking()))),
    JSON(one("ranking.json", evidence -> RankingJson.text(evidence.ranking()))),
    JUNIT(one("junit.xml", evidence -> JunitXml.text(evidence.ranking()))),
    LM_EVAL(one("lm-eval.json", evidence -> LmEvalJson.text(evidence.ranking())));

    /** What a run writes without being asked. */
    public static final Set<Format> USUAL = Set.copyOf(EnumSet.of(HTML, MD, CSV, JSON));

    private final Function<Evidence, SequencedMap<String, String>> writer;

    Format(Function<Evidence, SequencedMap<String, String>> writer) {
        this.writer = writer;
    }

    private static Function<Evidence, SequencedMap<String, String>> one(
            String file, Function<Evidence, String> writer) {
        return evidence -> new LinkedHashMap<>(Map.of(file, writer.apply(evidence)));
    }

    /** As {@code --format} takes it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The texts of its files, by their paths in a run's folder; equal evidence gives equal texts. */
    public SequencedMap<String, String> files(Evidence evidence) {
        return writer.apply(evidence);
    }

    /**
     * Formats by their words.
     *
     * @param words separated by commas
     * @throws InputException with every word that is no format
     */
    public static Set<Format> list(String words) {
        EnumSet<Format> formats = EnumSet.noneOf(Format.class);
        List<Problem> problems = Arrays.stream(words.split(","))
                .map(String::strip)
                .filter(word -> find(word).map(formats::add).isEmpty())
                .map(Format::unknown)
                .toList();
        if (!problems.isEmpty()) {
            throw new InputException(problems);
        }
        return formats;
    }

    private static Optional<Format> find(String word) {
        return Arrays.stream(values())
                .filter(format -> format.word().equals(word))
                .findFirst();
    }

    private static Problem unknown(String word) {
        String known = Arrays.stream(values()).map(Format::word).collect(Collectors.joining(", "));
        return new Problem(Place.of("--format"), "", "\"%s\" is no format of a report".formatted(word), "Use " + known);
    }
}
