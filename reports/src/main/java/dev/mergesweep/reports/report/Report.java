package dev.mergesweep.reports.report;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** A report before it has a format: the answer first, then what it rests on. */
public record Report(String title, Headline headline, List<Section> sections) {
    public Report {
        sections = List.copyOf(sections);
    }

    /**
     * The answer in one sentence, and how sure it is.
     *
     * @param figures the few numbers that a reader takes away
     */
    public record Headline(String answer, String uncertainty, List<Figure> figures) {
        public Headline {
            figures = List.copyOf(figures);
        }
    }

    /** @param note what the value is measured on, or against */
    public record Figure(String name, String value, String note) {}

    /** Sections that have nothing to say are left out. */
    public static Report of(Evidence evidence) {
        List<Section> sections = Stream.of(
                        WarningSection.of(evidence),
                        RankingSection.of(evidence),
                        ScaleSection.of(evidence),
                        MapSection.of(evidence),
                        DescentSection.of(evidence),
                        CourseSection.of(evidence),
                        ResponseSection.of(evidence),
                        TensorSection.of(evidence),
                        SensitivitySection.of(evidence),
                        DomainSection.of(evidence),
                        AxesSection.of(evidence),
                        ParentSection.of(evidence),
                        RaceSection.of(evidence),
                        LeftOutSection.of(evidence),
                        LimitSection.of(evidence),
                        RecipeSection.of(evidence),
                        CostSection.of(evidence),
                        ProvenanceSection.of(evidence))
                .filter(Objects::nonNull)
                .filter(section -> !section.blocks().isEmpty())
                .toList();
        String experiment = evidence.ranking().experiment();
        return new Report(experiment == null ? "Ranking" : experiment, Answer.of(evidence), sections);
    }
}
