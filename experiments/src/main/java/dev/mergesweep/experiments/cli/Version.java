package dev.mergesweep.experiments.cli;

import picocli.CommandLine.IVersionProvider;

/** Reads the version that the build wrote into the jar. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = MergeSweep.class.getPackage().getImplementationVersion();
        return new String[] {"mergesweep " + (version == null ? "(not from a jar)" : version)};
    }
}
