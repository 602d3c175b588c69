package dev.mergesweep.evaluator;

/** Hears how far an evaluation is. */
@FunctionalInterface
public interface Progress {
    /** Hears nothing. */
    Progress SILENT = (done, all) -> {};

    /**
     * After every stage of a block of packs.
     *
     * @param done packs times stages that are behind us
     * @param all packs times stages of the whole evaluation
     */
    void at(long done, long all);
}
