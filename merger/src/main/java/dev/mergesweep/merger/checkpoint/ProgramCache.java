package dev.mergesweep.merger.checkpoint;

import java.nio.file.Path;

/** What this program keeps for its user between runs, and could make again. */
public final class ProgramCache {
    private ProgramCache() {}

    /** A folder of its own for each kind of thing; need not exist. */
    public static Path folder(String kind) {
        Path home = Path.of(System.getProperty("user.home"));
        return HubCache.userCache(System.getenv(), home).resolve("mergesweep").resolve(kind);
    }
}
