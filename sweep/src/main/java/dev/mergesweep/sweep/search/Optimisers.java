package dev.mergesweep.sweep.search;

import dev.mergesweep.sweep.space.Axis;
import dev.mergesweep.sweep.space.Point;
import dev.mergesweep.sweep.space.Space;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.exception.TooManyEvaluationsException;
import org.apache.commons.math3.optim.InitialGuess;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.OptimizationData;
import org.apache.commons.math3.optim.SimpleBounds;
import org.apache.commons.math3.optim.SimpleValueChecker;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.nonlinear.scalar.MultivariateOptimizer;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunction;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.BOBYQAOptimizer;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.CMAESOptimizer;
import org.apache.commons.math3.random.MersenneTwister;

/** The optimisers of Commons Math over the ranges of a space's first template. Each axis is scaled to 0 to 1. */
final class Optimisers {
    /** What an optimiser without a budget asks for at most. */
    private static final int DEFAULT = 64;

    /** Differences of the objective, nats a token, that are not worth another step. */
    private static final double CONVERGED = 1e-6;

    private static final double FIRST_STEP = 0.25;
    private static final double LAST_STEP = 1e-3;

    private final Space space;
    private final List<Axis> axes;
    private final long most;

    private Optimisers(Space space, long most) {
        this.space = space;
        this.axes = space.axesOf(0);
        this.most = most == Long.MAX_VALUE ? DEFAULT : most;
    }

    static Proposer cmaEs(Space space, long seed, long most) {
        Optimisers optimisers = new Optimisers(space, most);
        int size = optimisers.axes.size();
        SimpleValueChecker checker = new SimpleValueChecker(-1, CONVERGED);
        return new Dialogue(function -> optimisers.minimise(
                new CMAESOptimizer(
                        Integer.MAX_VALUE,
                        Double.NEGATIVE_INFINITY,
                        true,
                        0,
                        0,
                        new MersenneTwister(seed),
                        false,
                        checker),
                function,
                new CMAESOptimizer.Sigma(filled(size, FIRST_STEP)),
                // Hansen's default, The CMA Evolution Strategy: A Tutorial, table 1.
                new CMAESOptimizer.PopulationSize(4 + (int) (3 * Math.log(size)))));
    }

    static Proposer bobyqa(Space space, long most) {
        Optimisers optimisers = new Optimisers(space, most);
        int points = 2 * optimisers.axes.size() + 1;
        return new Dialogue(
                function -> optimisers.minimise(new BOBYQAOptimizer(points, FIRST_STEP, LAST_STEP), function));
    }

    private void minimise(MultivariateOptimizer optimizer, ToDoubleFunction<Point> function, OptimizationData... more) {
        int size = axes.size();
        List<OptimizationData> data = new ArrayList<>(List.of(more));
        data.add(new ObjectiveFunction(numbers -> {
            Point point = point(numbers);
            return space.allows(point) ? function.applyAsDouble(point) : Dialogue.FAILED;
        }));
        data.add(GoalType.MINIMIZE);
        data.add(new MaxEval((int) Math.min(Integer.MAX_VALUE, most)));
        data.add(new InitialGuess(filled(size, 0.5)));
        data.add(new SimpleBounds(filled(size, 0), filled(size, 1)));
        try {
            optimizer.optimize(data.toArray(OptimizationData[]::new));
        } catch (TooManyEvaluationsException e) {
            // The budget is spent; every score so far stands.
        }
    }

    private Point point(double[] numbers) {
        SequencedMap<String, Axis.Value> values = new LinkedHashMap<>();
        for (int i = 0; i < numbers.length; i++) {
            Axis axis = axes.get(i);
            Axis.Range range = axis.range();
            if (range == null) {
                throw new IllegalArgumentException(axis.name() + " is no range");
            }
            values.put(axis.name(), axis.at(range.from() + numbers[i] * (range.to() - range.from())));
        }
        return new Point(0, values);
    }

    private static double[] filled(int size, double value) {
        double[] array = new double[size];
        Arrays.fill(array, value);
        return array;
    }
}
