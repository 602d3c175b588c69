package dev.mergesweep.sweep;

import dev.mergesweep.evaluator.Forward;
import dev.mergesweep.evaluator.LogitScales;
import dev.mergesweep.evaluator.Pack;
import dev.mergesweep.evaluator.protocol.PreparedTexts;
import dev.mergesweep.evaluator.protocol.Tally;
import dev.mergesweep.sweep.Workload.Part;
import dev.mergesweep.sweep.candidate.Candidate;
import dev.mergesweep.sweep.store.RunHead;
import dev.mergesweep.sweep.tree.Needs;
import dev.mergesweep.sweep.tree.Needs.Block;
import dev.mergesweep.sweep.tree.Rehearsal;
import dev.mergesweep.sweep.tree.StageKeys;
import dev.mergesweep.sweep.tree.StageTree;
import dev.mergesweep.sweep.tree.Units.Unit;
import dev.mergesweep.sweep.tree.Walk;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Scores candidates on units of texts, block by block through a tree of stages, and commits what it finds. */
final class Scoring {
    /** Engine memory in which merged weights may wait for the next candidate. */
    static final long WEIGHT_ROOM = 1L << 30;

    /** Positions run together: enough to pay for merging a stage, few enough to hold their hidden states at each branching. */
    static final int LARGEST_BLOCK = 1 << 15;

    private final PreparedTexts texts;
    private final LogitScales scales;
    private final Ledger ledger;
    private final Forwards forwards;
    private final Watch watch;

    /** @param scales of the logits beside 1 */
    Scoring(PreparedTexts texts, LogitScales scales, Ledger ledger, Forwards forwards, Watch watch) {
        this.texts = texts;
        this.scales = scales;
        this.ledger = ledger;
        this.forwards = forwards;
        this.watch = watch;
    }

    /** Stages run for a block of texts, and stages run if nothing were shared. */
    RunHead.Sharing sharing(long points, List<Candidate> candidates, long distinct) {
        List<Candidate> sound = candidates.stream()
                .filter(candidate -> forwards.knows(candidate))
                .toList();
        List<StageTree> trees = forwards.trees(sound);
        return new RunHead.Sharing(
                points,
                distinct,
                trees.stream().mapToLong(StageTree::runs).sum(),
                trees.stream().mapToLong(StageTree::runsAlone).sum());
    }

    /**
     * Scores every candidate on every unit where it has no score yet.
     *
     * @param rest units on which those will be scored who do not drop before: work that is expected
     */
    void score(List<Candidate> candidates, List<Unit> units, List<Unit> rest) {
        Map<Forward, List<Candidate>> groups = new LinkedHashMap<>();
        for (Candidate candidate : candidates) {
            if (Stream.concat(units.stream(), rest.stream()).anyMatch(unit -> ledger.lacks(candidate, unit))) {
                group(candidate, groups);
            }
        }
        List<Group> sound = new ArrayList<>();
        groups.forEach((forward, group) -> sound.add(new Group(forward, group)));
        watch.expect(sound.stream().map(group -> group.work(units, rest)).reduce(Workload.NONE, Workload::plus));
        sound.forEach(group -> group.score(units));
        ledger.commit();
    }

    /** The work of candidates of which no more is known than that they are like one. */
    Workload alone(Candidate example, long candidates, List<Unit> units) {
        return Workload.alone(forwards.of(example), candidates, units);
    }

    private void group(Candidate candidate, Map<Forward, List<Candidate>> groups) {
        try {
            groups.computeIfAbsent(forwards.of(candidate), _ -> new ArrayList<>())
                    .add(candidate);
        } catch (RuntimeException e) {
            fail(candidate, Walk.reason(e));
        }
    }

    private void fail(Candidate candidate, String reason) {
        ledger.fail(candidate, reason, null);
        watch.failed(candidate, reason);
    }

    /** Candidates that share a forward pass. */
    private final class Group {
        private final Forward forward;
        private final List<Candidate> candidates;

        Group(Forward forward, List<Candidate> candidates) {
            this.forward = forward;
            this.candidates = candidates;
        }

        private List<Block> blocks(List<Unit> units) {
            return Needs.blocks(
                    units,
                    Forwards.numbers(candidates),
                    (number, unit) -> ledger.lacks(candidates.get(number), unit),
                    LARGEST_BLOCK);
        }

        Workload work(List<Unit> units, List<Unit> rest) {
            Rehearsal rehearsal =
                    new Rehearsal(StageKeys.held(forward, candidates.getFirst().tensors()), WEIGHT_ROOM);
            Map<List<Integer>, StageTree> trees = new HashMap<>();
            for (Block block :
                    Stream.concat(blocks(units).stream(), blocks(rest).stream()).toList()) {
                rehearsal.block(trees.computeIfAbsent(block.candidates(), this::tree), block.packs());
            }
            return Workload.of(rehearsal);
        }

        private List<Long> held() {
            return StageKeys.held(forward, candidates.getFirst().tensors());
        }

        void score(List<Unit> units) {
            List<Block> blocks = blocks(units);
            try (Walk walk =
                    new Walk(forward, number -> candidates.get(number).tensors(), scales, held(), WEIGHT_ROOM)) {
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
            return forwards.tree(forward, candidates, numbers);
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
        public void scored(List<Integer> numbers, List<List<double[][]>> nats) {
            List<Tally.Finished> finished = new Tally(texts, scales).add(packs, nats);
            for (int number : numbers) {
                Candidate candidate = group.candidates.get(number);
                for (Tally.Finished document : finished) {
                    if (ledger.note(candidate, document)) {
                        watch.scored(document.score().tokens());
                    }
                }
            }
            watch.breathe();
        }

        @Override
        public void failed(List<Integer> numbers, String reason) {
            numbers.forEach(number -> fail(group.candidates.get(number), reason));
        }

        @Override
        public void loaded(int stage, long nanoseconds) {
            watch.loaded(Part.of(stage, group.forward.stages()), nanoseconds);
        }

        @Override
        public void ran(int stage, long nanoseconds) {
            watch.ran(Part.of(stage, group.forward.stages()), packs.size(), nanoseconds);
            watch.breathe();
        }
    }
}
