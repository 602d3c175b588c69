package dev.mergesweep.sweep;

import dev.mergesweep.evaluator.Pack;
import dev.mergesweep.evaluator.protocol.PreparedDocument;
import dev.mergesweep.evaluator.slope.Backward;
import dev.mergesweep.evaluator.slope.SlopePass;
import dev.mergesweep.merger.MergedTensors;
import dev.mergesweep.merger.TensorSource;
import dev.mergesweep.merger.yaml.InputException;
import dev.mergesweep.merger.yaml.Place;
import dev.mergesweep.sweep.candidate.Candidate;
import dev.mergesweep.sweep.learn.DiagonalMap;
import dev.mergesweep.sweep.learn.Learning;
import dev.mergesweep.sweep.learn.Lessons;
import dev.mergesweep.sweep.learn.SlopeTable;
import dev.mergesweep.sweep.learn.Step;
import dev.mergesweep.sweep.search.Landscape;
import dev.mergesweep.sweep.space.Learned;
import dev.mergesweep.sweep.space.Learned.Rule;
import dev.mergesweep.sweep.space.Point;
import dev.mergesweep.sweep.statistics.Measure;
import dev.mergesweep.sweep.store.Digests;
import dev.mergesweep.sweep.tree.Units.Unit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Slopes of the merges of an experiment on its search texts. Each pass is in the store as soon as it is done, under the digest
 * of the merge, the documents and what computed it, so a run that is begun again takes the same way without running it.
 */
final class SlopeBook implements Landscape, AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Sweep sweep;
    private final List<Unit> pieces;
    private final Ledger ledger;
    private final Watch watch;
    private final Supplier<SortedMap<Double, Double>> uniform;
    private final Learning learning;
    private @Nullable Backward opened;
    private Lessons lessons = Lessons.NONE;

    /**
     * @param pieces of the search texts, in a stratified order
     * @param uniform measured objectives of uniform merges, as far as they are known when it is asked
     */
    SlopeBook(Sweep sweep, List<Unit> pieces, Ledger ledger, Watch watch, Supplier<SortedMap<Double, Double>> uniform) {
        this.sweep = sweep;
        this.pieces = pieces;
        this.ledger = ledger;
        this.watch = watch;
        this.uniform = uniform;
        this.learning = sweep.experiment().search().learning();
    }

    @Override
    public DiagonalMap map() {
        SortedMap<Double, SlopeTable> seen = new TreeMap<>();
        for (double t : learning.points()) {
            watch.event("slopes at t = %s".formatted(t));
            seen.put(t, slopes(List.of(Rule.of("", t)), mapped()));
        }
        lessons = new Lessons(seen, factors(), ends(), mapCost(), learning.start(), List.of());
        ledger.note(lessons);
        return lessons.asMap();
    }

    /** Where a recipe leaves tensors alone, the parents are no ends of its line. */
    private SortedMap<Double, Double> ends() {
        boolean all = !schedule(List.of(Rule.of("", learning.start()))).containsValue(null);
        return all ? uniform.get() : new TreeMap<>();
    }

    /** The first pieces: any beginning of their order holds about the same share of every domain. */
    private List<Integer> mapped() {
        int count = (int) Math.max(1, Math.ceil(learning.texts() * pieces.size()));
        return IntStream.range(0, count).boxed().toList();
    }

    @Override
    public double mapCost() {
        return COST * learning.points().size() * share(mapped());
    }

    @Override
    public Map<String, Double> factors() {
        Map<String, Double> weights = sweep.experiment().rank().weights();
        List<String> domains = sweep.texts().prepared().domains();
        double sum = domains.stream()
                .mapToDouble(domain -> weights.getOrDefault(domain, 1.0))
                .sum();
        Map<String, Double> factors = new LinkedHashMap<>();
        for (String domain : domains) {
            factors.put(domain, weights.getOrDefault(domain, 1.0) / sum * perToken(domain));
        }
        return factors;
    }

    /** What a domain's nats a token are divided by otherwise. */
    private double perToken(String domain) {
        Measure measure = Selection.measure(sweep.experiment().rank().by());
        List<PreparedDocument> documents = sweep.texts().prepared().scored(domain, sweep.searched());
        double tokens = documents.stream().mapToLong(PreparedDocument::tokens).sum();
        double bytes = documents.stream().mapToLong(PreparedDocument::bytes).sum();
        return switch (measure) {
            case MEAN_LOG_PERPLEXITY -> 1;
            case BITS_PER_BYTE -> tokens / (bytes * Math.log(2));
        };
    }

    @Override
    public int pieces() {
        return pieces.size();
    }

    @Override
    public double share(List<Integer> some) {
        double all = pieces.stream().mapToLong(this::tokens).sum();
        return some.stream().mapToLong(piece -> tokens(pieces.get(piece))).sum() / all;
    }

    private long tokens(Unit unit) {
        return unit.documents().stream()
                .mapToLong(index -> document(index).tokens())
                .sum();
    }

    private PreparedDocument document(int index) {
        return sweep.texts().prepared().documents().get(index);
    }

    @Override
    public SlopeTable slopes(List<Rule> rules, List<Integer> some) {
        Candidate merge = sweep.maker().of(new Learned("", rules));
        if (!(merge.tensors() instanceof MergedTensors merged)) {
            throw new InputException(Place.of(merge.name()), "is no merge, so it has no slopes", "");
        }
        String subject = Digests.sha256(identity(merge, merged, some));
        String known = ledger.learned(subject);
        if (known != null) {
            return JSON.readValue(known, SlopeTable.class);
        }
        List<Pack> packs = some.stream()
                .flatMap(piece -> pieces.get(piece).packs().stream())
                .toList();
        SlopeTable table = SlopeTable.of(new SlopePass(backward(merged), (_, _) -> watch.breathe())
                .of(merged, sweep.texts().prepared(), packs));
        ledger.learn(subject, JSON.writeValueAsString(table));
        return table;
    }

    private String identity(Candidate merge, MergedTensors merged, List<Integer> some) {
        StringBuilder identity = new StringBuilder("slopes 3\n")
                .append(ledger.setting())
                .append(backward(merged).forward().kernels())
                .append('\n')
                .append(merge.digest());
        for (int piece : some) {
            for (int index : pieces.get(piece).documents()) {
                identity.append('\n')
                        .append(document(index).domain())
                        .append(' ')
                        .append(document(index).digest());
            }
        }
        return identity.toString();
    }

    private Backward backward(TensorSource example) {
        Backward there = opened;
        if (there == null) {
            there = sweep.engines().backward(example);
            opened = there;
        }
        return there;
    }

    @Override
    public SequencedMap<String, @Nullable Double> schedule(List<Rule> rules) {
        return sweep.maker().schedule(new Learned("", rules));
    }

    @Override
    public boolean isVector(String tensor) {
        TensorSource.Header header =
                sweep.permanent().getFirst().tensors().headers().get(tensor);
        return header != null && header.shape().rank() == 1;
    }

    @Override
    public Stream<Predicted> predicted(DiagonalMap map, Map<Point, Double> measured) {
        List<String> tensors = List.copyOf(map.curves().sequencedKeySet());
        return new Predictions(sweep.experiment().space(), sweep.maker(), tensors, lessons.predictor())
                .all(measured.entrySet().stream()
                        .map(each -> new Predictions.Known(sweep.maker().schedule(each.getKey()), each.getValue()))
                        .toList());
    }

    @Override
    public void note(Step step) {
        lessons = lessons.with(step);
        ledger.note(lessons);
        watch.event(String.format(
                Locale.ROOT,
                "%s: %.4f nats a token on the texts held back, at the cost of %.1f candidates",
                step.number() == Step.START ? "the start" : "step " + step.number(),
                step.value(),
                step.cost()));
    }

    @Override
    public void close() {
        if (opened != null) {
            opened.close();
        }
    }
}
