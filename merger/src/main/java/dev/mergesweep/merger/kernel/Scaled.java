package dev.mergesweep.merger.kernel;

/** A tensor times a number, in float32 as torch multiplies a tensor by a scalar. */
public record Scaled(Operand operand, float factor) implements Operand {
    @Override
    public long size() {
        return operand.size();
    }

    @Override
    public void read(long from, float[] tile, int count) {
        operand.read(from, tile, count);
        for (int i = 0; i < count; i++) {
            tile[i] *= factor;
        }
    }

    @Override
    public Operand again() {
        return new Scaled(operand.again(), factor);
    }
}
