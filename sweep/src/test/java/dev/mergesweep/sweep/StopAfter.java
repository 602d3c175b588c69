package dev.mergesweep.sweep;

/** A person who asks to stop after so many stages. */
final class StopAfter implements RunProgress {
    private int left;

    StopAfter(int stages) {
        this.left = stages;
    }

    @Override
    public void event(String line) {}

    @Override
    public void standing(Standing standing) {}

    @Override
    public boolean stop() {
        return --left < 0;
    }
}
