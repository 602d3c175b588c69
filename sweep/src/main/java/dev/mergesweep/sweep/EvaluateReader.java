package dev.mergesweep.sweep;

import dev.mergesweep.evaluator.LogitScales;
import dev.mergesweep.evaluator.corpus.TextFile;
import dev.mergesweep.evaluator.djl.Compute;
import dev.mergesweep.evaluator.protocol.Bos;
import dev.mergesweep.evaluator.protocol.Protocol;
import dev.mergesweep.merger.yaml.YamlNode;
import dev.mergesweep.sweep.space.Section;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads {@code evaluate}: texts, protocol, compute type. */
final class EvaluateReader {
    private final Section top;
    private final Section section;
    private final Map<String, Double> weights = new LinkedHashMap<>();

    EvaluateReader(Section top) {
        this.top = top;
        this.section = top.section("evaluate").only("compute", "protocol", "domains", "confirm", "scales");
    }

    Evaluate read() {
        return new Evaluate(
                section.word("compute", Compute.AUTO, Compute.TYPES),
                protocol(),
                domains(),
                section.number("confirm", 0.3, share -> share >= 0 && share < 1, "a share from 0 to less than 1"),
                section.word("scales", "true", List.of("true", "false")).equals("true")
                        ? LogitScales.USUAL
                        : LogitScales.NONE);
    }

    /** By domain; known after {@link #read}. */
    Map<String, Double> weights() {
        return weights;
    }

    private Evaluate.ProtocolChoice protocol() {
        Section protocol = section.section("protocol").only("name", "context", "stride", "bos");
        String bos = protocol.word(
                "bos", "auto", Arrays.stream(Bos.values()).map(Bos::word).toList());
        Evaluate.ProtocolChoice choice = new Evaluate.ProtocolChoice(
                protocol.place(),
                protocol.word("name", "documents", Protocol.NAMES),
                (int) protocol.whole("context", 0, 2),
                (int) protocol.whole("stride", 0, 1),
                Arrays.stream(Bos.values())
                        .filter(value -> value.word().equals(bos))
                        .findFirst()
                        .orElse(Bos.AUTO));
        try {
            // Without a context only the model knows whether a stride fits.
            if (choice.context() != 0) {
                Protocol.of(choice.name(), choice.context(), choice.stride(), choice.bos());
            }
        } catch (IllegalArgumentException e) {
            top.problems().error(protocol.place(), protocol.path(), String.valueOf(e.getMessage()), "");
        }
        return choice;
    }

    private List<TextFile> domains() {
        List<TextFile> files = new ArrayList<>();
        List<YamlNode> items = section.items("domains");
        if (items.isEmpty() && !(section.value("domains") instanceof YamlNode.Scalar)) {
            section.error(
                    section.place(),
                    "domains",
                    "is missing",
                    "Name at least one file with texts: domains: [{name: ..., file: ...}]");
        }
        for (YamlNode item : items) {
            String path = section.at("domains[" + files.size() + "]");
            files.add(domain(
                    Section.of(item, path, section.problems()).only("name", "file", "field", "weight", "limit")));
        }
        return files;
    }

    private TextFile domain(Section domain) {
        String file = domain.text("file", "");
        if (file.isEmpty()) {
            domain.error(domain.place(), "file", "is missing", "Name a file with texts: plain text, JSONL or Parquet");
        }
        String name = domain.text("name", stem(file));
        double weight = domain.number("weight", 1, value -> value >= 0, "a number of at least 0");
        if (weights.putIfAbsent(name, weight) != null) {
            domain.error(
                    domain.place(),
                    "name",
                    "\"%s\" is there twice".formatted(name),
                    "Give every domain a name of its own");
        }
        long limit = domain.whole("limit", Integer.MAX_VALUE, 1);
        return new TextFile(name, file, domain.text("field", ""), (int) Math.min(limit, Integer.MAX_VALUE));
    }

    private static String stem(String file) {
        String name = file.isEmpty() ? file : String.valueOf(Path.of(file).getFileName());
        return name.contains(".") ? name.substring(0, name.lastIndexOf('.')) : name;
    }
}
