package dev.mergesweep.evaluator.corpus;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/**
 * A path, or a glob ({@code *}, {@code ?}, {@code [..]}, {@code {a,b}}, {@code **} over folders), looked for in folders in order;
 * links to folders are followed.
 */
record PathPattern(String pattern, List<Path> folders) {

    /** The files meant, sorted by name; where there is none, the path that was looked for first. */
    List<Path> paths() throws IOException {
        for (Path folder : folders) {
            Path path = plain(folder);
            if (path != null && Files.exists(path)) {
                return List.of(path);
            }
            List<Path> matches = isGlob() ? matches(folder) : List.of();
            if (!matches.isEmpty()) {
                return matches;
            }
        }
        return List.of(folders.isEmpty() ? Path.of(pattern) : folders.getFirst().resolve(pattern));
    }

    private @org.jspecify.annotations.Nullable Path plain(Path folder) {
        try {
            return folder.resolve(pattern);
        } catch (InvalidPathException isGlobOnly) {
            return null;
        }
    }

    boolean isGlob() {
        return pattern.chars().anyMatch(c -> "*?[{".indexOf(c) >= 0);
    }

    private List<Path> matches(Path folder) throws IOException {
        int fixed = pattern.lastIndexOf('/', firstSpecial());
        Path root = fixed < 0 ? folder : folder.resolve(pattern.substring(0, Math.max(fixed, 1)));
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern.substring(fixed + 1));
        int depth = pattern.contains("**")
                ? Integer.MAX_VALUE
                : 1
                        + (int) pattern.substring(fixed + 1)
                                .chars()
                                .filter(c -> c == '/')
                                .count();
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(root, EnumSet.of(FileVisitOption.FOLLOW_LINKS), depth, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile() && matcher.matches(root.relativize(file))) {
                    found.add(file);
                }
                return FileVisitResult.CONTINUE;
            }

            // A link back up leads to nothing that is not found anyway.
            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof FileSystemLoopException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }
        });
        return found.stream().sorted().toList();
    }

    private int firstSpecial() {
        int index = 0;
        while ("*?[{".indexOf(pattern.charAt(index)) < 0) {
            index++;
        }
        return index;
    }
}
