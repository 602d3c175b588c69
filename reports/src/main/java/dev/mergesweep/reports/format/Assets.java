package dev.mergesweep.reports.format;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * What the page carries in itself.
 *
 * @param charts Apache ECharts
 * @param script what ties charts and tables together
 */
public record Assets(String style, String charts, String script) {

    static Assets load() {
        return new Assets(
                text("dev/mergesweep/reports/format/report.css"),
                text("META-INF/resources/webjars/echarts/" + chartsVersion() + "/echarts.min.js"),
                text("dev/mergesweep/reports/format/report.js"));
    }

    /** Only these two scripts run in the page, whatever ends up in its texts; nothing is fetched, sent or framed. */
    public String policy() {
        return "default-src 'none'; script-src " + digest(charts) + " " + digest(script)
                + "; style-src 'unsafe-inline'; img-src data: blob:; base-uri 'none'; form-action 'none'";
    }

    private static String digest(String script) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** The WebJar's own word, so that the version stands in the build alone. */
    private static String chartsVersion() {
        Properties properties = new Properties();
        try (InputStream stream = open("META-INF/maven/org.webjars/echarts/pom.properties")) {
            properties.load(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version");
    }

    private static String text(String resource) {
        try (InputStream stream = open(resource)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asks this module for its own, and the loader for what lies in other jars: on a module path neither has both. */
    private static InputStream open(String resource) {
        InputStream own = Assets.class.getResourceAsStream("/" + resource);
        @Nullable
        InputStream stream = own == null ? Assets.class.getClassLoader().getResourceAsStream(resource) : own;
        if (stream == null) {
            throw new IllegalStateException(resource + " is in no jar");
        }
        return stream;
    }
}
