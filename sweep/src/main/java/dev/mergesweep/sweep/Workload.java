package dev.mergesweep.sweep;

import dev.mergesweep.evaluator.Forward;
import dev.mergesweep.sweep.tree.Rehearsal;
import dev.mergesweep.sweep.tree.Units;
import dev.mergesweep.sweep.tree.Units.Unit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * An amount of work, whatever a machine needs for it.
 *
 * @param amounts by kind of stage; a kind that is not in it: none
 */
record Workload(Map<Part, Amount> amounts) {
    static final Workload NONE = new Workload(Map.of());

    /** Stages of one kind cost about the same. */
    enum Part {
        EMBEDDING,
        LAYER,
        HEAD;

        static Part of(int stage, int stages) {
            return stage == 0 ? EMBEDDING : stage == stages - 1 ? HEAD : LAYER;
        }
    }

    /**
     * @param packs times that a pack goes through a stage
     * @param loads times that a stage's tensors are merged and handed to the engine
     */
    record Amount(long packs, long loads) {
        static final Amount NOTHING = new Amount(0, 0);

        Amount plus(Amount other) {
            return new Amount(packs + other.packs, loads + other.loads);
        }

        /** Never below nothing: what was expected is only an expectation. */
        Amount minus(Amount other) {
            return new Amount(Math.max(0, packs - other.packs), Math.max(0, loads - other.loads));
        }
    }

    Workload {
        amounts = Map.copyOf(amounts);
    }

    static Workload of(Rehearsal rehearsal) {
        Workload sum = NONE;
        for (int stage = 0; stage < rehearsal.stages(); stage++) {
            Amount amount = new Amount(rehearsal.packs(stage), rehearsal.loads(stage));
            sum = sum.plus(Part.of(stage, rehearsal.stages()), amount);
        }
        return sum;
    }

    /** Work of which no more is known than its size. @param candidates scored one after the other */
    static Workload alone(Forward forward, long candidates, List<Unit> units) {
        long packs = Units.packs(units);
        long blocks = Math.ceilDiv(Units.positions(units), Scoring.LARGEST_BLOCK);
        Amount once = new Amount(candidates * packs, candidates * blocks);
        long layers = forward.stages() - 2L;
        return new Workload(Map.of(
                Part.EMBEDDING,
                once,
                Part.LAYER,
                new Amount(layers * once.packs(), layers * once.loads()),
                Part.HEAD,
                once));
    }

    Amount of(Part part) {
        return amounts.getOrDefault(part, Amount.NOTHING);
    }

    Workload plus(Workload other) {
        Workload sum = this;
        for (Map.Entry<Part, Amount> entry : other.amounts.entrySet()) {
            sum = sum.plus(entry.getKey(), entry.getValue());
        }
        return sum;
    }

    private Workload plus(Part part, Amount amount) {
        return with(part, of(part).plus(amount));
    }

    Workload minus(Part part, Amount amount) {
        return with(part, of(part).minus(amount));
    }

    private Workload with(Part part, Amount amount) {
        Map<Part, Amount> changed = new EnumMap<>(Part.class);
        changed.putAll(amounts);
        changed.put(part, amount);
        return new Workload(changed);
    }
}
