package dev.mergesweep.sweep;

/** Writes events into the run's log before the listener hears them. */
record Logged(RunProgress progress, RunFolder folder) implements RunProgress {
    @Override
    public void event(String line) {
        folder.log(line);
        progress.event(line);
    }

    @Override
    public void standing(Standing standing) {
        progress.standing(standing);
    }

    @Override
    public boolean stop() {
        return progress.stop();
    }
}
