package dev.mergesweep.sweep;

import dev.mergesweep.evaluator.protocol.Protocol;
import dev.mergesweep.merger.yaml.InputException;
import dev.mergesweep.merger.yaml.Place;
import dev.mergesweep.sweep.store.RunStore;
import java.io.IOException;
import java.time.InstantSource;

/** One execution of a sweep: its folder taken and its store open for as long as it lasts. */
final class Run {
    private final Sweep sweep;
    private final RunProgress progress;
    private final RunFolder folder;

    Run(Sweep sweep, RunProgress progress) {
        this.sweep = sweep;
        this.progress = progress;
        this.folder = new RunFolder(sweep.folder(), InstantSource.system());
    }

    RunOutcome execute() throws IOException {
        String text = sweep.experiment().source().text();
        if (folder.holdsAnother(text) && !sweep.options().reuse()) {
            throw new InputException(
                    Place.of(folder.folder().toString()),
                    "this folder holds the run of another experiment",
                    "Choose another folder with --run, or take over what is still valid with --reuse");
        }
        folder.make();
        try (RunStore store = RunStore.open(folder.folder(), sweep.options().scores())) {
            folder.keep(text);
            folder.log("process %d begins".formatted(ProcessHandle.current().pid()));
            RunOutcome outcome = outcome(store);
            folder.log("%d new scores; %s"
                    .formatted(
                            outcome.newScores(),
                            outcome.finished() ? "all is scored" : "stopped; the same command goes on"));
            return outcome;
        }
    }

    private RunOutcome outcome(RunStore store) {
        try (Forwards forwards = new Forwards(sweep.engines())) {
            Ledger ledger = ledger(store, setting(forwards));
            Watch watch = new Watch(
                    new Logged(progress, folder),
                    ledger,
                    sweep.experiment().search().budget());
            Scoring scoring = new Scoring(
                    sweep.texts().prepared(), sweep.experiment().evaluate().scales(), ledger, forwards, watch);
            RunOutcome outcome = new Course(sweep, folder, ledger, watch, scoring).run();
            folder.log(watch.account());
            return outcome;
        }
    }

    /** A strict run does not find what a lenient one scored, which it would have refused; a lenient one finds both. */
    private Ledger ledger(RunStore store, String setting) {
        return switch (sweep.options().strictness()) {
            case STRICT -> new Ledger(store, setting, null, sweep.texts().prepared());
            case LENIENT ->
                new Ledger(store, setting + "lenient\n", setting, sweep.texts().prepared());
        };
    }

    /** Everything but candidates and texts that a score depends on. */
    private String setting(Forwards forwards) {
        Protocol protocol = sweep.texts().prepared().protocol();
        return "scores 1\nprotocol %s, context %d, stride %d, bos %s\ntokenizer %s\nkernels %s\n"
                .formatted(
                        protocol.name(),
                        protocol.context(),
                        protocol.stride(),
                        protocol.bos().word(),
                        sweep.texts().tokenizer(),
                        forwards.of(sweep.permanent().getFirst()).kernels());
    }
}
