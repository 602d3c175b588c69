package dev.mergesweep.sweep;

import dev.mergesweep.merger.yaml.InputException;
import dev.mergesweep.merger.yaml.Place;
import dev.mergesweep.merger.yaml.Problems;
import dev.mergesweep.merger.yaml.Strictness;
import dev.mergesweep.merger.yaml.YamlNode;
import dev.mergesweep.merger.yaml.YamlReader;
import dev.mergesweep.sweep.candidate.CandidateMaker;
import dev.mergesweep.sweep.race.Race;
import dev.mergesweep.sweep.search.Search;
import dev.mergesweep.sweep.search.SearchCheck;
import dev.mergesweep.sweep.space.Section;
import dev.mergesweep.sweep.space.Space;
import dev.mergesweep.sweep.space.SpaceReader;
import dev.mergesweep.sweep.store.RunHead;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads an experiment file; what is wrong with it is told in one go. */
final class ExperimentReader {
    private static final double HALF = 0.5;

    private final Section top;
    private final Experiment.Source source;
    private final Problems problems;

    private ExperimentReader(Section top, Experiment.Source source) {
        this.top = top;
        this.source = source;
        this.problems = top.problems();
    }

    /**
     * @param file to read
     * @param origin where it was read first, for the paths in it
     */
    static Experiment read(Path file, Path origin) {
        Problems problems = new Problems();
        YamlNode root = YamlReader.read(file, file.toString(), problems, Strictness.STRICT);
        Section top = Section.of(root, "", problems)
                .only(
                        "name",
                        "merge",
                        "axes",
                        "when",
                        "recipes",
                        "candidates",
                        "search",
                        "race",
                        "evaluate",
                        "rank",
                        "run");
        String name = top.text("name", stem(origin));
        Experiment experiment = new ExperimentReader(top, new Experiment.Source(name, origin, text(file))).read();
        problems.throwIfAny();
        return experiment;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new InputException(Place.of(file.toString()), "cannot be read: " + e.getMessage(), "");
        }
    }

    private static String stem(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.contains(".") ? name.substring(0, name.lastIndexOf('.')) : name;
    }

    private Experiment read() {
        Space space = new SpaceReader(top, source.folder()).read(new RecipeFolders(top, source.folder()).templates());
        List<Experiment.Checkpoint> checkpoints = checkpoints();
        if (space.templates().isEmpty() && checkpoints.isEmpty()) {
            top.error(
                    top.place(),
                    "merge",
                    "is missing",
                    "Write a mergekit recipe under merge, or name recipes or candidates");
        }
        Search search = search();
        SearchCheck.check(search, space, problems);
        EvaluateReader evaluation = new EvaluateReader(top);
        return new Experiment(
                source,
                space,
                checkpoints,
                search,
                race(),
                evaluation.read(),
                rank(evaluation.weights(), ReferenceName.of(space.templates(), checkpoints)),
                source.folder()
                        .resolve(top.text("run", "runs/" + source.name()))
                        .normalize());
    }

    private List<Experiment.Checkpoint> checkpoints() {
        List<Experiment.Checkpoint> checkpoints = new ArrayList<>();
        Set<String> names = new HashSet<>(CandidateMaker.BASELINES.keySet());
        for (YamlNode item : top.items("candidates")) {
            Section section = Section.of(item, "candidates[" + checkpoints.size() + "]", problems)
                    .only("checkpoint", "name");
            String path = section.text("checkpoint", "");
            if (path.isEmpty()) {
                section.error(
                        section.place(),
                        "checkpoint",
                        "is missing",
                        "Name a folder or a model of the Hugging Face cache");
            }
            String name = section.text("name", path);
            if (!names.add(name)) {
                String what = "\"%s\" is there twice, or is a baseline's name".formatted(name);
                section.error(section.place(), "name", what, "Give every candidate a name of its own");
            }
            checkpoints.add(new Experiment.Checkpoint(name, path, section.place()));
        }
        return checkpoints;
    }

    private Search search() {
        Section search = top.section("search");
        LearningReader learning = new LearningReader(search);
        search.only(learning.keys("method", "seed", "budget"));
        Section budget = search.section("budget").only("candidates", "tokens", "hours");
        Search.Budget none = Search.Budget.NONE;
        return Search.of(
                search.place(),
                search.word("method", "grid", Search.Method.words()),
                search.whole("seed", 0, 0),
                new Search.Budget(
                        budget.whole("candidates", none.candidates(), 1),
                        budget.whole("tokens", none.tokens(), 1),
                        budget.number("hours", none.hours(), hours -> hours > 0, "a number above 0")),
                learning.read());
    }

    /** {@code false} is a whole answer. */
    private Race race() {
        YamlNode node = top.value("race");
        if (node instanceof YamlNode.Scalar scalar && scalar.text().equals("false")) {
            return Race.OFF;
        }
        if (node instanceof YamlNode.Scalar scalar && scalar.text().equals("true")) {
            return Race.DEFAULT;
        }
        Section race = top.section("race").only("rungs", "error", "margin");
        return new Race(
                (int) race.whole("rungs", Race.DEFAULT.rungs(), 1),
                race.number(
                        "error",
                        Race.DEFAULT.error(),
                        share -> share > 0 && share <= HALF,
                        "a chance above 0, at most 0.5"),
                race.number("margin", Race.DEFAULT.margin(), share -> share >= 0 && share < 1, "a share such as 0.1%"));
    }

    private RunHead.RankRule rank(Map<String, Double> weights, ReferenceName reference) {
        Section rank = top.section("rank").only("by", "against", "finalists", "floors");
        return new RunHead.RankRule(
                rank.word("by", "mean-log-perplexity", List.of("mean-log-perplexity", "bits-per-byte")),
                reference.read(rank),
                (int) rank.whole("finalists", 5, 1),
                weights,
                floors(rank.section("floors"), weights.keySet()));
    }

    /** Shares of perplexity by domain, as {@code code: 1%}; kept in percent. */
    private static Map<String, Double> floors(Section section, Set<String> domains) {
        section.only(domains.toArray(String[]::new));
        Map<String, Double> floors = new HashMap<>();
        for (String domain : domains) {
            if (section.value(domain) != null) {
                floors.put(domain, 100 * section.number(domain, 0, share -> share >= 0, "a share such as 1%"));
            }
        }
        return floors;
    }
}
