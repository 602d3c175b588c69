/** The program: what a person types, and what comes back. Exports nothing. */
module dev.mergesweep.experiments {
    requires dev.mergesweep.reports;
    requires info.picocli;
    requires static transitive org.jspecify;

    opens dev.mergesweep.experiments.cli to
            info.picocli;
}
