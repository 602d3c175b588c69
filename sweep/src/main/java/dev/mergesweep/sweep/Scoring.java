package dev.mergesweep.sweep;

import dev.mergesweep.evaluator.Forward;
import dev.mergesweep.evaluator.Pack;
import dev.mergesweep.evaluator.architecture.Architecture;
import dev.mergesweep.evaluator.architecture.family.Families;
import dev.mergesweep.evaluator.protocol.PreparedTexts;
import dev.mergesweep.evaluator.protocol.Tally;
import dev.mergesweep.sweep.candidate.Candidate;
import dev.mergesweep.sweep.tree.Needs;
import dev.mergesweep.sweep.tree.Needs.Block;
import dev.mergesweep.sweep.tree.StageKeys;
import dev.mergesweep.sweep.tree.StageTree;
import dev.mergesweep.sweep.tree.Units.Unit;
import dev.mergesweep.sweep.tree.Walk;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Scores candidates on units of texts, block by block through a tree of stages, and commits what it finds. */
final class Scoring implements AutoCloseable {
    /** Engine memory in which merged weights may wait for the next candidate. */
    static final long WEIGHT_ROOM = 1L << 30;

    /** Packs run together: enough to pay for merging a stage, few enough to hold their hidden states at each branching. */
    static final int LARGEST_BLOCK = 16;

    private final PreparedTexts texts;
    private final Ledger ledger;
    private final Engines engines;
    private final Watch watch;
    private final Map<Architecture, Forward> forwards = new LinkedHashMap<>();
    private final Map<String, List<String>> stageKeys = new LinkedHashMap<>();

    Scoring(PreparedTexts texts, Ledger ledger, Engines engines, Watch watch) {
        this.texts = texts;
        this.ledger = ledger;
        this.engines = engines;
        this.watch = watch;
    }

    /** Scores every candidate on every unit where it has no score yet. */
    void score(List<Candidate> candidates, List<Unit> units) {
        Map<Architecture, List<Candidate>> groups = new LinkedHashMap<>();
        for (Candidate candidate : candidates) {
            if (ledger.failure(candidate) == null && units.stream().anyMatch(unit -> ledger.lacks(candidate, unit))) {
                group(candidate, groups);
            }
        }
        groups.forEach((architecture, group) -> new Group(forward(architecture), group).score(units));
        ledger.commit();
    }

    private void group(Candidate candidate, Map<Architecture, List<Candidate>> groups) {
        try {
            Architecture architecture = Families.read(
                    candidate.tensors().config(),
                    candidate.name() + "/config.json",
                    candidate.tensors().headers().keySet());
            forwards.computeIfAbsent(architecture, _ -> engines.open(candidate.tensors()));
            groups.computeIfAbsent(architecture, _ -> new ArrayList<>()).add(candidate);
        } catch (RuntimeException e) {
            fail(candidate, Walk.reason(e));
        }
    }

    private Forward forward(Architecture architecture) {
        Forward forward = forwards.get(architecture);
        if (forward == null) {
            throw new IllegalStateException("No forward pass was opened for " + architecture.family());
        }
        return forward;
    }

    private void fail(Candidate candidate, String reason) {
        ledger.fail(candidate, reason, null);
        watch.failed(candidate, reason);
    }

    private List<String> keys(Forward forward, Candidate candidate) {
        return stageKeys.computeIfAbsent(candidate.digest(), _ -> StageKeys.of(forward, candidate.tensors()));
    }

    @Override
    public void close() {
        forwards.values().forEach(Forward::close);
    }

    /** Candidates that share a forward pass. */
    private final class Group {
        private final Forward forward;
        private final List<Candidate> candidates;

        Group(Forward forward, List<Candidate> candidates) {
            this.forward = forward;
            this.candidates = candidates;
        }

        void score(List<Unit> units) {
            List<Integer> numbers =
                    IntStream.range(0, candidates.size()).boxed().toList();
            List<Block> blocks = Needs.blocks(
                    units, numbers, (number, unit) -> ledger.lacks(candidates.get(number), unit), LARGEST_BLOCK);
            watch.meter().forgetExpected();
            blocks.forEach(block -> watch.meter().expect(tree(block.candidates()), block.packs()));
            try (Walk walk = new Walk(forward, number -> candidates.get(number).tensors(), WEIGHT_ROOM)) {
                blocks.forEach(block -> score(block, walk));
            }
        }

        private void score(Block block, Walk walk) {
            List<Integer> sound = block.candidates().stream()
                    .filter(number -> ledger.failure(candidates.get(number)) == null)
                    .toList();
            if (!sound.isEmpty()) {
                List<Pack> packs = block.units().stream()
                        .flatMap(unit -> unit.packs().stream())
                        .toList();
                walk.block(tree(sound), packs, new Scores(this, packs));
                ledger.commit();
                watch.standing();
            }
        }

        private StageTree tree(List<Integer> numbers) {
            Map<Integer, List<String>> keys = new LinkedHashMap<>();
            numbers.forEach(number -> keys.put(number, keys(forward, candidates.get(number))));
            return StageTree.of(
                    keys, StageKeys.weights(forward, candidates.getFirst().tensors()));
        }
    }

    /** What comes of one block. */
    private final class Scores implements Walk.Listener {
        private final Group group;
        private final List<Pack> packs;

        Scores(Group group, List<Pack> packs) {
            this.group = group;
            this.packs = packs;
        }

        @Override
        public void scored(List<Integer> numbers, List<List<double[]>> nats) {
            List<Tally.Finished> finished = new Tally(texts).add(packs, nats);
            for (int number : numbers) {
                Candidate candidate = group.candidates.get(number);
                for (Tally.Finished document : finished) {
                    ledger.note(candidate, document);
                    watch.scored(document.score().tokens());
                }
            }
            watch.breathe();
        }

        @Override
        public void failed(List<Integer> numbers, String reason) {
            numbers.forEach(number -> fail(group.candidates.get(number), reason));
        }

        @Override
        public void ran(int stage, long nanoseconds) {
            watch.meter().ran(stage, group.forward.stages(), packs.size(), nanoseconds);
            watch.breathe();
        }
    }
}
