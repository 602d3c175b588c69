package dev.mergesweep.experiments.cli;

import dev.mergesweep.evaluator.slope.Slopes;
import dev.mergesweep.evaluator.slope.Slopes.Slope;
import dev.mergesweep.reports.ranking.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Slopes for people. */
final class SensitivityText {
    private static final String NONE = "-";

    private SensitivityText() {}

    /** @param count of tensors that are listed */
    static String of(Sensitivity found, int count) {
        StringBuilder text = new StringBuilder();
        Slopes slopes = found.slopes();
        for (String domain : slopes.domains()) {
            text.append(format(
                    "%s: %.5f nats a token, %d documents, %d tokens%n",
                    domain, slopes.natsPerToken(domain), slopes.documents(domain), slopes.tokens(domain)));
        }
        text.append(format("t of %d tensors: %s%n%n", found.schedule().size(), range(found)));
        text.append(table("filter", found.filters(), slopes)).append('\n');
        text.append(table("layer", found.layers(), slopes)).append('\n');
        List<Sensitivity.Row> tensors = found.tensors();
        List<Sensitivity.Row> shown = tensors.subList(0, Math.min(count, tensors.size()));
        text.append(table("tensor", shown, slopes));
        if (shown.size() < tensors.size()) {
            text.append(format("%d tensors more: --tensors %d%n", tensors.size() - shown.size(), tensors.size()));
        }
        text.append(format("%nslope: nats a token that a t higher by 1 would add, were it a straight line"));
        text.append(format("; error: its standard error, over documents%n"));
        return text.append(verdict(found)).toString();
    }

    private static String range(Sensitivity found) {
        TreeSet<Double> all = new TreeSet<>(found.schedule().values());
        return all.size() == 1
                ? format("%.4g", all.first())
                : format("%.4g to %.4g, %d different", all.first(), all.last(), all.size());
    }

    private static String table(String what, List<Sensitivity.Row> rows, Slopes slopes) {
        List<String> domains = slopes.domains().size() > 1 ? slopes.domains() : List.of();
        List<String> header = new ArrayList<>(List.of(what, "slope", "error"));
        header.addAll(domains);
        header.add("better");
        List<List<String>> table = new ArrayList<>(List.of(header));
        for (Sensitivity.Row row : rows) {
            List<String> cells = new ArrayList<>(List.of(row.name(), slope(row.mean()), error(row.mean())));
            for (int i = 0; i < domains.size(); i++) {
                Slope slope = row.domains().get(i);
                cells.add(slope(slope) + " ± " + error(slope));
            }
            cells.add(row.better());
            table.add(cells);
        }
        return TextTable.of(table);
    }

    private static String slope(Slope slope) {
        return format("%+.5f", slope.perToken());
    }

    private static String error(Slope slope) {
        return Double.isNaN(slope.standardError()) ? NONE : format("%.5f", slope.standardError());
    }

    private static String verdict(Sensitivity found) {
        List<Sensitivity.Row> worth = found.worthAnAxis();
        return worth.isEmpty()
                ? format("worth an axis: no filter; no slope exceeds three standard errors%n")
                : worth.stream()
                        .map(row -> row.name() + " (" + row.better() + ")")
                        .collect(Collectors.joining(", ", "worth an axis: ", System.lineSeparator()));
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
