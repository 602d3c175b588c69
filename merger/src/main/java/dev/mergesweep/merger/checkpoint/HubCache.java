package dev.mergesweep.merger.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The folder into which Hugging Face's tools download: {@code models--ORG--NAME/refs/REVISION} holds a commit, and
 * {@code models--ORG--NAME/snapshots/COMMIT} its files.
 *
 * @param root the folder of all downloads
 */
public record HubCache(Path root) {
    private static final Pattern NAME = Pattern.compile("[\\w.-]+(/[\\w.-]+)?");
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{7,64}");

    /**
     * As huggingface_hub finds it: {@code HF_HUB_CACHE}, else {@code HF_HOME/hub}, else {@code huggingface/hub} in the user's cache
     * folder.
     */
    public static HubCache of(Map<String, String> environment, Path home) {
        String cache = environment.getOrDefault("HF_HUB_CACHE", "");
        if (!cache.isEmpty()) {
            return new HubCache(Path.of(cache));
        }
        String hfHome = environment.getOrDefault("HF_HOME", "");
        return new HubCache((hfHome.isEmpty() ? userCache(environment, home).resolve("huggingface") : Path.of(hfHome))
                .resolve("hub"));
    }

    /** Where programs of this user keep what they can make again: {@code XDG_CACHE_HOME}, else {@code ~/.cache}. */
    static Path userCache(Map<String, String> environment, Path home) {
        String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
        return xdg.isEmpty() ? home.resolve(".cache") : Path.of(xdg);
    }

    /**
     * The downloaded files of one revision.
     *
     * @param name {@code ORG/NAME} or {@code NAME}
     * @param revision a branch, a tag or a commit; {@code main} where the user names none
     */
    public Optional<Path> snapshot(String name, String revision) {
        if (!NAME.matcher(name).matches() || revision.contains("..")) {
            return Optional.empty();
        }
        Path repository = root.resolve("models--" + name.replace("/", "--"));
        return commit(repository, revision)
                .map(commit -> repository.resolve("snapshots").resolve(commit))
                .filter(Files::isDirectory);
    }

    private static Optional<String> commit(Path repository, String revision) {
        Path ref = repository.resolve("refs").resolve(revision);
        try {
            if (Files.isRegularFile(ref)) {
                return Optional.of(Files.readString(ref).strip())
                        .filter(text -> COMMIT.matcher(text).matches());
            }
        } catch (IOException e) {
            return Optional.empty();
        }
        return Optional.of(revision).filter(text -> COMMIT.matcher(text).matches());
    }
}
