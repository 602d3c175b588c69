package dev.mergesweep.reports.picture;

import dev.mergesweep.reports.ranking.Ranking;
import dev.mergesweep.reports.ranking.Row;
import dev.mergesweep.reports.report.Wording;
import java.util.List;
import java.util.Objects;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/** The best rows and the baselines with their intervals against the reference. */
final class RankingPicture {
    private static final int BEST = 20;
    private static final int WIDTH = 960;
    private static final int TOP = 88;
    private static final int LINE = 26;
    private static final int NAMES = 330;
    private static final int FIGURES = 232;

    private RankingPicture() {}

    static String of(Ranking ranking) {
        List<Row> rows = ranking.rows().stream()
                .filter(row -> row.standing().rank() <= BEST
                        || row.entry().baseline()
                        || row.difference() == null
                        || row.entry().candidate().equals(ranking.decision().winner()))
                .toList();
        int bottom = TOP + LINE * rows.size();
        String reference = ranking.against().candidate();
        String below =
                "Change of perplexity against %s, 95 %% intervals, left of zero is better; filled: tied for first"
                        .formatted(reference);
        Svg svg = new Svg(WIDTH, bottom + 44, "Ranking").heading("Ranking", below);
        Scale scale = Scale.around(
                DoubleStream.concat(DoubleStream.of(0), rows.stream().flatMapToDouble(RankingPicture::ends)),
                NAMES,
                WIDTH - FIGURES);
        for (double tick : scale.ticks()) {
            svg.line(scale.at(tick), TOP - 8, scale.at(tick), bottom, "stroke=\"%s\"".formatted(Ink.RULE));
            svg.text(scale.at(tick), bottom + 20, scale.label(tick) + " %", Plot.CENTRED);
        }
        svg.line(scale.at(0), TOP - 8, scale.at(0), bottom, "stroke=\"%s\"".formatted(Ink.UNSURE));
        for (int i = 0; i < rows.size(); i++) {
            row(
                    svg,
                    scale,
                    rows.get(i),
                    new Place(TOP + LINE * i + LINE / 2.0, ranking.decision().winner()));
        }
        return svg.toString();
    }

    private record Place(double middle, @Nullable String winner) {}

    private static DoubleStream ends(Row row) {
        Row.Difference difference = row.difference();
        return difference == null
                ? DoubleStream.empty()
                : DoubleStream.of(
                        difference.percent().low(), difference.percent().high());
    }

    private static void row(Svg svg, Scale scale, Row row, Place place) {
        double y = place.middle() + 4;
        boolean winner = Objects.equals(row.entry().candidate(), place.winner());
        String weight = winner ? " font-weight=\"600\"" : "";
        svg.text(44, y, Integer.toString(row.standing().rank()), Plot.SOFT + " text-anchor=\"end\"");
        String name = Svg.cut(Wording.name(row.entry()), NAMES - 80);
        svg.text(56, y, name, "fill=\"%s\"%s".formatted(Ink.TEXT, weight));
        Row.Difference difference = row.difference();
        if (difference == null) {
            svg.text(WIDTH - FIGURES + 16, y, "reference", Plot.SOFT);
            return;
        }
        Row.Percent percent = difference.percent();
        String colour = percent.high() < 0 ? Ink.ACCENT : percent.low() > 0 ? Ink.WORSE : Ink.UNSURE;
        svg.line(
                scale.at(percent.low()),
                place.middle(),
                scale.at(percent.high()),
                place.middle(),
                "stroke=\"%s\" stroke-width=\"2\" stroke-linecap=\"round\"".formatted(colour));
        String fill = row.standing().tiedForFirst() ? colour : Ink.PAPER;
        svg.circle(
                scale.at(percent.value()),
                place.middle(),
                4.5,
                "fill=\"%s\" stroke=\"%s\" stroke-width=\"2\"".formatted(fill, colour));
        String figures =
                "%s (%s)".formatted(Wording.percent(percent.value()), Wording.interval(percent.low(), percent.high()));
        svg.text(WIDTH - FIGURES + 16, y, figures, Plot.SOFT + weight);
    }
}
