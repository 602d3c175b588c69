package dev.mergesweep.merger.kernel;

import dev.mergesweep.merger.checkpoint.ElementType;
import java.util.Arrays;
import java.util.List;

/**
 * {@code sum(weight * tensor)}, divided by the sum of the weights where it is normalized; everything in double, then rounded to float32.
 *
 * @param type the type of the merge, in which {@link InType} computes
 */
public record WeightedSum(List<Operand> operands, List<Double> weights, boolean normalize, ElementType type)
        implements Operand {
    public WeightedSum {
        operands = List.copyOf(operands);
        weights = List.copyOf(weights);
    }

    @Override
    public long size() {
        return operands.getFirst().size();
    }

    @Override
    public void read(long from, float[] tile, int count) {
        double[] sums = new double[count];
        for (int k = 0; k < operands.size(); k++) {
            operands.get(k).read(from, tile, count);
            add(tile, weights.get(k), sums);
        }
        double divisor = normalize ? total() : 1;
        for (int i = 0; i < count; i++) {
            double value = sums[i] / divisor;
            tile[i] = (float) value;
        }
    }

    private static void add(float[] tile, double weight, double[] sums) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += weight * tile[i];
        }
    }

    private double total() {
        return weights.stream().mapToDouble(Double::doubleValue).reduce(0, Double::sum);
    }

    @Override
    public Operand again() {
        return new WeightedSum(operands.stream().map(Operand::again).toList(), weights, normalize, type);
    }

    /** The same as torch computes it in the type of the merge: weights, products, sum and quotient are each rounded. */
    public static final class InType implements Operand {
        private final WeightedSum sum;
        private final Rounding rounding;
        private final float[] product = new float[Codec.TILE];

        public InType(WeightedSum sum) {
            this.sum = sum;
            this.rounding = Rounding.to(sum.type());
        }

        @Override
        public long size() {
            return sum.size();
        }

        @Override
        public void read(long from, float[] tile, int count) {
            float[] weights = rounded(sum.weights());
            Arrays.fill(tile, 0, count, 0);
            float divisor = 0;
            for (int k = 0; k < weights.length; k++) {
                sum.operands().get(k).read(from, product, count);
                addProduct(tile, weights[k], count);
                divisor += weights[k];
            }
            rounding.apply(tile, count);
            if (sum.normalize()) {
                float[] total = {divisor};
                rounding.apply(total, 1);
                for (int i = 0; i < count; i++) {
                    tile[i] /= total[0];
                }
                rounding.apply(tile, count);
            }
        }

        private void addProduct(float[] tile, float weight, int count) {
            for (int i = 0; i < count; i++) {
                product[i] *= weight;
            }
            rounding.apply(product, count);
            for (int i = 0; i < count; i++) {
                tile[i] += product[i];
            }
        }

        private float[] rounded(List<Double> weights) {
            float[] floats = new float[weights.size()];
            for (int k = 0; k < floats.length; k++) {
                floats[k] = weights.get(k).floatValue();
            }
            rounding.apply(floats, floats.length);
            return floats;
        }

        @Override
        public Operand again() {
            return new InType((WeightedSum) sum.again());
        }
    }
}
