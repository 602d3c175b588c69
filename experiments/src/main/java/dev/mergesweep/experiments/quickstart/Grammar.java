package dev.mergesweep.experiments.quickstart;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A context-free grammar with a memory: {@code {rule}} is one of the rule's alternatives, {@code {rule.1}} the same one
 * whenever a text says it, and {@code {rule.2}} another one than {@code {rule.1}}.
 */
record Grammar(Map<String, List<String>> rules) {

    private static final Pattern REFERENCE = Pattern.compile("\\{([A-Za-z]+)(\\.\\d)?}");

    Grammar {
        rules = Map.copyOf(rules);
    }

    /** Reads a grammar that lies beside this class: a rule is a name with a colon, its alternatives are indented. */
    static Grammar named(String resource) {
        try (InputStream in = Grammar.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalArgumentException("No grammar " + resource);
            }
            return of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    static Grammar of(String text) {
        Map<String, List<String>> rules = new HashMap<>();
        List<String> alternatives = new ArrayList<>();
        for (String line : text.lines().toList()) {
            if (line.endsWith(":") && !line.startsWith(" ")) {
                alternatives = new ArrayList<>();
                rules.put(line.substring(0, line.length() - 1), alternatives);
            } else if (line.startsWith("  ")) {
                alternatives.add(line.strip());
            }
        }
        return new Grammar(rules);
    }

    /** Begins a text; {@code bound} is what names outside the grammar stand for. */
    Telling telling(RandomGenerator random, Map<String, String> bound) {
        return new Telling(random, new HashMap<>(bound));
    }

    /** One text in the making: it remembers what it has said. */
    final class Telling {
        private final RandomGenerator random;
        private final Map<String, String> said;

        private Telling(RandomGenerator random, Map<String, String> said) {
            this.random = random;
            this.said = said;
        }

        /** One alternative of the rule, with everything in it said. */
        String tell(String rule) {
            List<String> alternatives = rules.get(rule);
            if (alternatives == null) {
                throw new IllegalArgumentException("The grammar has no rule " + rule);
            }
            String chosen = alternatives.get(random.nextInt(alternatives.size()));
            return REFERENCE.matcher(chosen).replaceAll(this::resolve);
        }

        private String resolve(MatchResult reference) {
            String rule = reference.group(1);
            String number = reference.group(2);
            String known = said.get(number == null ? rule : rule + number);
            if (known != null) {
                return known;
            }
            if (number == null) {
                return tell(rule);
            }
            String fresh = another(rule);
            said.put(rule + number, fresh);
            return fresh;
        }

        private String another(String rule) {
            String fresh = tell(rule);
            while (said.containsValue(fresh)) {
                fresh = tell(rule);
            }
            return fresh;
        }
    }
}
