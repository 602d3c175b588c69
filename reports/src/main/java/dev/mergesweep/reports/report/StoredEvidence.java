package dev.mergesweep.reports.report;

import dev.mergesweep.reports.ranking.Contest;
import dev.mergesweep.reports.ranking.Entry;
import dev.mergesweep.reports.ranking.Ranking;
import dev.mergesweep.reports.ranking.StoredContest;
import dev.mergesweep.reports.report.Block.Fact;
import dev.mergesweep.reports.report.Evidence.Schedule;
import dev.mergesweep.reports.report.Evidence.TensorFigure;
import dev.mergesweep.sweep.store.RunHead;
import dev.mergesweep.sweep.store.StoredCandidate;
import dev.mergesweep.sweep.store.StoredDocument;
import dev.mergesweep.sweep.store.StoredRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a run's store knows, as evidence for a report. Nothing is scored, merged or read but the winner's recipe. */
public final class StoredEvidence {
    /** The device in a setting's line of kernels: engine, device with its instruction set, element type, dialect. */
    private static final Pattern CHOSEN = Pattern.compile("^kernels [^,]*, (cpu|gpu)\\b", Pattern.MULTILINE);

    private final StoredRun run;

    private final List<StoredRun> beside;

    private StoredEvidence(StoredRun run, List<StoredRun> beside) {
        this.run = run;
        this.beside = List.copyOf(beside);
    }

    /** @param warnings to add to those of the run */
    public static Evidence of(StoredRun run, List<String> warnings) throws IOException {
        return new StoredEvidence(run, List.of())
                .evidence(StoredContest.of(run, warnings).rank());
    }

    /** @param beside runs on the same documents, whose way is shown on one axis with this one's */
    public static Evidence beside(StoredRun run, List<StoredRun> beside) throws IOException {
        return new StoredEvidence(run, beside)
                .evidence(StoredContest.of(run, List.of()).rank());
    }

    private Evidence evidence(Ranking ranking) throws IOException {
        return new Evidence(
                ranking,
                search(ranking),
                entries(),
                schedules(ranking),
                angles(),
                cost(),
                provenance(),
                recipe(ranking));
    }

    private Evidence.Search search(Ranking ranking) {
        boolean apart = ranking.sample().split().equals("confirm");
        Contest contest = StoredContest.of(run, List.of(), apart ? "search" : null);
        Ranking searched = apart ? contest.rank() : ranking;
        return new Evidence.Search(
                searched,
                run.lessons(),
                new StoppedRows(contest, searched.against().candidate()).all(),
                run.lessons().map().isEmpty() && beside.isEmpty() ? List.of() : Tracks.of(run, beside));
    }

    private Map<String, Entry> entries() {
        return StoredContest.of(run, List.of()).entries().stream()
                .collect(Collectors.toMap(Entry::candidate, Function.identity(), (first, _) -> first));
    }

    /** Of those in the ranking, best first, then of all others. */
    private List<Schedule> schedules(Ranking ranking) {
        Map<String, StoredCandidate> candidates = run.candidates().stream()
                .collect(Collectors.toMap(StoredCandidate::name, Function.identity(), (first, _) -> first));
        List<Schedule> schedules = new ArrayList<>();
        ranking.rows().stream()
                .map(row -> candidates.remove(row.entry().candidate()))
                .filter(Objects::nonNull)
                .map(StoredEvidence::schedule)
                .forEach(schedules::add);
        run.candidates().stream()
                .filter(candidate -> candidates.containsKey(candidate.name()))
                .map(StoredEvidence::schedule)
                .forEach(schedules::add);
        return schedules;
    }

    private static Schedule schedule(StoredCandidate candidate) {
        List<TensorFigure> tensors = new ArrayList<>();
        candidate.t().forEach((tensor, t) -> {
            if (t != null) {
                tensors.add(new TensorFigure(tensor, t));
            }
        });
        return new Schedule(candidate.name(), tensors);
    }

    private List<TensorFigure> angles() {
        return run.angles().degrees().entrySet().stream()
                .map(angle -> new TensorFigure(angle.getKey(), angle.getValue()))
                .toList();
    }

    private List<Fact> cost() {
        RunHead.Sharing sharing = run.head().sharing();
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Points of the space", Wording.count(sharing.points())));
        facts.add(new Fact("Different candidates among them", Wording.count(sharing.distinct())));
        if (sharing.stages() > 0) {
            facts.add(new Fact("Stages for a block of texts", Wording.count(sharing.stages())));
            facts.add(new Fact("Without sharing", Wording.count(sharing.stagesAlone())));
        }
        facts.add(new Fact(
                "Scores (candidate, document)", Wording.count(run.scores().size())));
        long tokens = run.scores().stream().mapToLong(score -> score.tokens()).sum();
        facts.add(new Fact("Tokens scored", Wording.count(tokens)));
        if (!run.drops().isEmpty()) {
            facts.add(new Fact(
                    "Stopped early by the race", Wording.count(run.drops().size())));
        }
        return facts;
    }

    /** Parents by path and digest, then every line of the setting that scores depend on. */
    private List<Fact> provenance() {
        List<Fact> facts = new ArrayList<>();
        for (int parent = 0; parent < run.head().parents().size(); parent++) {
            String name = "parent-" + parent;
            String path = run.head().parents().get(parent);
            facts.add(new Fact(name, path + digest(name)));
        }
        run.head()
                .setting()
                .lines()
                .map(String::strip)
                .filter(line -> line.contains(" ") && !line.startsWith("scores "))
                .map(line -> line.split(" ", 2))
                .forEach(words -> facts.add(new Fact(words[0], words[1])));
        RunHead.Origin origin = run.head().origin();
        facts.add(new Fact("compute", origin.compute() + " on " + device(run.head())));
        facts.add(new Fact("merge arithmetic", origin.numerics() + (origin.lenient() ? ", lenient" : "")));
        run.documents().stream()
                .collect(Collectors.groupingBy(StoredDocument::domain, TreeMap::new, Collectors.toList()))
                .forEach((domain, documents) -> facts.add(new Fact("texts of " + domain, texts(documents))));
        return facts;
    }

    /** The one that {@code auto} found is in the setting, as the scores depend on it. */
    static String device(RunHead head) {
        Matcher found = CHOSEN.matcher(head.setting());
        String asked = head.origin().device();
        return asked.equals("auto") && found.find() ? found.group(1) + " (auto)" : asked;
    }

    private String digest(String name) {
        return run.candidates().stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .map(candidate -> ", SHA-256 " + candidate.digest())
                .orElse("");
    }

    private static String texts(List<StoredDocument> documents) {
        Map<String, Long> bySplit = documents.stream()
                .collect(Collectors.groupingBy(StoredDocument::split, TreeMap::new, Collectors.counting()));
        String sides = bySplit.entrySet().stream()
                .map(side -> Wording.count(side.getValue()) + " " + side.getKey())
                .collect(Collectors.joining(", "));
        return sides;
    }

    private @Nullable String recipe(Ranking ranking) throws IOException {
        String winner = ranking.decision().winner();
        String recipe = run.candidates().stream()
                .filter(candidate -> candidate.name().equals(winner))
                .findFirst()
                .map(StoredCandidate::recipe)
                .orElse(null);
        if (recipe == null) {
            return null;
        }
        Path file = run.folder().resolve(recipe);
        return Files.exists(file) ? Files.readString(file) : null;
    }
}
