package dev.mergesweep.sweep.statistics;

import java.io.IOException;
import java.io.Reader;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** A folder of {@code src/test/resources/statistics}: scores, how to compare them, and what an independent program got. */
record StatisticsCase(Path folder) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static Stream<StatisticsCase> all() throws IOException, URISyntaxException {
        URL root = Objects.requireNonNull(StatisticsCase.class.getResource("/statistics"));
        try (Stream<Path> folders = Files.list(Path.of(root.toURI()))) {
            return folders.sorted().toList().stream().map(StatisticsCase::new);
        }
    }

    JsonNode expected() {
        return JSON.readTree(folder.resolve("expected.json"));
    }

    String against() {
        return JSON.readTree(folder.resolve("case.json")).path("against").asString();
    }

    Weights weights() {
        Map<String, Double> weights = new HashMap<>();
        JsonNode written = JSON.readTree(folder.resolve("case.json")).path("weights");
        written.propertyNames()
                .forEach(domain -> weights.put(domain, written.path(domain).asDouble()));
        return new Weights(weights);
    }

    ScoreTable table() throws IOException {
        List<Score> scores = new ArrayList<>();
        CSVFormat format = CSVFormat.DEFAULT.builder().setHeader().get();
        try (Reader reader = Files.newBufferedReader(folder.resolve("scores.csv"));
                CSVParser rows = format.parse(reader)) {
            for (CSVRecord row : rows) {
                scores.add(score(row));
            }
        }
        return ScoreTable.of(scores, Measure.MEAN_LOG_PERPLEXITY);
    }

    private static Score score(CSVRecord row) {
        String nats = row.get("nats");
        boolean number = Character.isDigit(nats.charAt(nats.length() - 1));
        return new Score(
                row.get("candidate"),
                row.get("domain"),
                row.get("document"),
                "all",
                Long.parseLong(row.get("tokens")),
                number ? Double.parseDouble(nats) : Double.NaN,
                Score.UNKNOWN,
                Score.UNKNOWN);
    }

    @Override
    public String toString() {
        return folder.getFileName().toString();
    }
}
