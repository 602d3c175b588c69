package dev.mergesweep.reports.format;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Takes pictures of a report, for the README and for whoever works on its looks: {@code Pictures report.html out.png WIDTH HEIGHT light|dark [whole]}. */
final class Pictures {
    private Pictures() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        int width = Integer.parseInt(arguments[2]);
        int height = Integer.parseInt(arguments[3]);
        try (Browser browser = Browser.open(Browser.program().orElseThrow())) {
            browser.size(width, height, arguments[4]);
            browser.visit(Path.of(arguments[0]).toAbsolutePath());
            boolean whole = arguments.length > 5;
            if (whole) {
                int all = browser.evaluate("document.documentElement.scrollHeight")
                        .asInt();
                browser.size(width, all + 600, arguments[4]);
                browser.until("[...document.querySelectorAll('.canvas')].every(c => c.querySelector('svg, canvas'))");
                browser.size(
                        width, browser.evaluate("document.body.offsetHeight").asInt(), arguments[4]);
            }
            Thread.sleep(500);
            Files.write(Path.of(arguments[1]), browser.picture(false));
            browser.complaints().forEach(System.err::println);
        }
    }
}
