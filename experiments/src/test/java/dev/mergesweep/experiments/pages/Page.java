package dev.mergesweep.experiments.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The change that a page shows: fences that name a file. {@code ```java FILE} is a new file, {@code ```diff FILE} a change of one
 * that is there, each hunk the lines around it as they stand.
 */
record Page(List<Fence> fences) {
    private static final Pattern FENCE = Pattern.compile("(?ms)^```(java|diff) (\\S+)\\n(.*?)^```$");

    record Fence(String kind, String file, String text) {}

    static Page read(Path file) throws IOException {
        List<Fence> fences = new ArrayList<>();
        Matcher matcher = FENCE.matcher(Files.readString(file));
        while (matcher.find()) {
            fences.add(new Fence(matcher.group(1), matcher.group(2), matcher.group(3)));
        }
        return new Page(fences);
    }

    /** The files as they are after the change, by path from the checkout. */
    Map<String, String> files(Path checkout) throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        for (Fence fence : fences) {
            Path path = checkout.resolve(fence.file());
            if (fence.kind().equals("java")) {
                assertThat(path).as("a new file").doesNotExist();
                files.put(fence.file(), fence.text());
            } else {
                files.put(fence.file(), changed(Files.readString(path), fence));
            }
        }
        return files;
    }

    private static String changed(String source, Fence fence) {
        String text = source;
        for (String hunk : fence.text().split("(?m)^@@\\n")) {
            String before = side(hunk, '-');
            String after = side(hunk, '+');
            int at = text.indexOf("\n" + before);
            assertThat(at).as("%s has no lines%n%s", fence.file(), before).isNotNegative();
            assertThat(text.indexOf("\n" + before, at + 1))
                    .as("%s has more than one of%n%s", fence.file(), before)
                    .isNegative();
            text = text.substring(0, at + 1) + after + text.substring(at + 1 + before.length());
        }
        return text;
    }

    /** Lines that both sides have, and those of one. */
    private static String side(String hunk, char own) {
        StringBuilder lines = new StringBuilder();
        hunk.lines()
                .filter(line -> line.charAt(0) == ' ' || line.charAt(0) == own)
                .forEach(line -> lines.append(line.substring(1)).append('\n'));
        return lines.toString();
    }
}
