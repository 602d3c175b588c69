package dev.mergesweep.evaluator.validation;

/**
 * What a check found.
 *
 * @param what a sentence without a full stop; of a passed check what was seen
 * @param advice what to do; empty where nothing has to be done
 */
public record Finding(Check check, Outcome outcome, String what, String advice) {

    public enum Outcome {
        PASS,
        /** Fit to load, but not as somebody would expect. */
        WARN,
        FAIL,
        /** Nothing to look at, or an earlier failure leaves nothing to see. */
        SKIP
    }

    static Finding pass(Check check, String what) {
        return new Finding(check, Outcome.PASS, what, "");
    }

    static Finding fail(Check check, String what, String advice) {
        return new Finding(check, Outcome.FAIL, what, advice);
    }

    static Finding warn(Check check, String what, String advice) {
        return new Finding(check, Outcome.WARN, what, advice);
    }

    static Finding skip(Check check, String why) {
        return new Finding(check, Outcome.SKIP, why, "");
    }

    public boolean failed() {
        return outcome == Outcome.FAIL;
    }
}
