package dev.mergesweep.reports.ranking;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** Says where a lead is one of temperature: gone once every model has its logits at its own best scale. */
record ScaleDoubt(Ranking ranking) {

    /** The first that applies; empty where the order stands, or nobody looked. */
    Optional<String> sentence() {
        if (ranking.control().rows().isEmpty() || ranking.rows().isEmpty()) {
            return Optional.empty();
        }
        String first = ranking.rows().getFirst().entry().candidate();
        return ranking.control()
                .of(first)
                .flatMap(control -> lost(control)
                        .or(() -> ranking.control()
                                .of(ranking.decision().winner())
                                .flatMap(this::vanished))
                        .or(() -> shared(control)));
    }

    /** Who is first as it is falls out of those tied for first. */
    private Optional<String> lost(ScaleControl.Control first) {
        ScaleControl.Control best = ranking.control().rows().getFirst();
        if (first.tiedForFirst() || best.candidate().equals(first.candidate())) {
            return Optional.empty();
        }
        double percent =
                100 * Math.expm1(first.objective().value() - best.objective().value());
        return Optional.of(String.format(
                Locale.ROOT,
                "%s comes first by the size of its logits: with every model's logits at their own best scale (%s times %.3f, %s times"
                        + " %.3f) %s is first, and %s worse by %.2g %%",
                first.candidate(),
                first.candidate(),
                first.scale(),
                best.candidate(),
                best.scale(),
                best.candidate(),
                first.candidate(),
                percent));
    }

    /** The winner was better than the reference, and is not any more. */
    private Optional<String> vanished(ScaleControl.Control winner) {
        if (!(ranking.decision().verdict() instanceof Verdict.Better(String reference, double _, double _, double _))
                || winner.percent() == null
                || winner.percent().high() < 0) {
            return Optional.empty();
        }
        return Optional.of(String.format(
                Locale.ROOT,
                "the lead of %s over %s vanishes with every model's logits at their own best scale: %+.2g %% (%+.2g to %+.2g) there",
                winner.candidate(),
                reference,
                winner.percent().value(),
                winner.percent().low(),
                winner.percent().high()));
    }

    /** Who was first alone has company. */
    private Optional<String> shared(ScaleControl.Control first) {
        Predicate<Row> looked =
                row -> ranking.control().of(row.entry().candidate()).isPresent();
        long before = ranking.rows().stream()
                .filter(looked)
                .filter(row -> row.standing().tiedForFirst())
                .count();
        long after = ranking.control().rows().stream()
                .filter(ScaleControl.Control::tiedForFirst)
                .count();
        return before > 1 || after == 1 || !first.tiedForFirst()
                ? Optional.empty()
                : Optional.of(
                        "%s is first alone by the size of its logits: with every model's logits at their own best scale %d are tied for first"
                                .formatted(first.candidate(), after));
    }
}
