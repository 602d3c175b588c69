package dev.mergesweep.merger.kernel;

/** Two tensors of equal size, each multiplied with its factor and added. */
public final class Blended implements Operand {
    private final Operand first;
    private final Operand second;
    private final Blend blend;
    private final float[] other = new float[Codec.TILE];

    public Blended(Operand first, Operand second, Blend blend) {
        this.first = first;
        this.second = second;
        this.blend = blend;
    }

    @Override
    public long size() {
        return first.size();
    }

    @Override
    public void read(long from, float[] tile, int count) {
        first.read(from, tile, count);
        second.blendInto(tile, blend, from, count, other);
    }

    @Override
    public Operand again() {
        return new Blended(first.again(), second.again(), blend);
    }
}
