package dev.mergesweep.merger;

import dev.mergesweep.merger.checkpoint.Digests;
import dev.mergesweep.merger.checkpoint.ProgramCache;
import dev.mergesweep.merger.kernel.Angle;
import dev.mergesweep.merger.plan.Parent;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the parents' tensors and does not depend on t: the angle of each pair, and whether a tensor is finite. Candidates that
 * share one of these compute nothing twice. Keys are digests of content. Safe for use by several threads.
 */
public final class Angles {
    /** Keeps angles beyond this process, for example with a run. Safe for use by several threads. */
    public interface Store {
        @Nullable
        Angle find(String key);

        void keep(String key, Angle angle);
    }

    private final @Nullable Store store;
    private final Map<String, Angle> angles = new ConcurrentHashMap<>();
    private final Map<String, Long> notFinite = new ConcurrentHashMap<>();

    /** Kept in memory only. */
    public Angles() {
        this.store = null;
    }

    /** Kept in memory and in a store. */
    public Angles(Store store) {
        this.store = store;
    }

    /** Kept in the user's cache, for all merges of the same folders. */
    static Angles remembered(List<Parent> parents) {
        List<String> folders = parents.stream()
                .map(parent -> parent.folder().toAbsolutePath().normalize().toString())
                .toList();
        return new Angles(KeptAngles.in(ProgramCache.folder("angles").resolve(Digests.of(folders))));
    }

    /**
     * Not {@code computeIfAbsent}: a thread that computes an angle helps out with other tensors while it waits and may come back here, so two
     * threads may compute the same angle, and get the same.
     */
    Angle of(String key, Supplier<Angle> compute) {
        Angle known = angles.get(key);
        if (known == null) {
            known = store == null ? null : store.find(key);
            if (known == null) {
                known = compute.get();
                if (store != null) {
                    store.keep(key, known);
                }
            }
            angles.put(key, known);
        }
        return known;
    }

    /** Index of the first element that is no finite number, or -1. */
    long firstNotFinite(String key, LongSupplier compute) {
        Long known = notFinite.get(key);
        if (known == null) {
            known = compute.getAsLong();
            notFinite.put(key, known);
        }
        return known;
    }
}
