/** An experiment in, outcomes in a store out. */
module dev.mergesweep.sweep {
    requires commons.math3;
    requires transitive dev.mergesweep.evaluator;
    requires java.sql;
    requires static transitive org.jspecify;
    requires org.xerial.sqlitejdbc;

    exports dev.mergesweep.sweep;
    exports dev.mergesweep.sweep.candidate;
    exports dev.mergesweep.sweep.learn;
    exports dev.mergesweep.sweep.race;
    exports dev.mergesweep.sweep.search;
    exports dev.mergesweep.sweep.space;
    exports dev.mergesweep.sweep.statistics;
    exports dev.mergesweep.sweep.store;
}
