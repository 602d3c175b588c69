/** A store in, a ranking and files for people out. */
module dev.mergesweep.reports {
    requires transitive dev.mergesweep.sweep;
    requires echarts;
    requires gg.jte.runtime;
    requires java.xml;
    requires jdk.httpserver;
    requires static transitive org.jspecify;

    exports dev.mergesweep.reports.diff;
    exports dev.mergesweep.reports.export;
    exports dev.mergesweep.reports.format;
    exports dev.mergesweep.reports.gate;
    exports dev.mergesweep.reports.live;
    exports dev.mergesweep.reports.ranking;
    exports dev.mergesweep.reports.report;

    opens gg.jte.generated.precompiled to
            gg.jte.runtime;
}
