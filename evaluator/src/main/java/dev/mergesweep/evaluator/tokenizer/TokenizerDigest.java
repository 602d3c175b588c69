package dev.mergesweep.evaluator.tokenizer;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Names the ids a tokenizer gives: equal digests mean equal ids for every text. */
final class TokenizerDigest {
    /** The parts of {@code tokenizer.json} that decide on ids; truncation and padding are switched off, the decoder is not used. */
    private static final List<String> DECIDING =
            List.of("added_tokens", "normalizer", "pre_tokenizer", "post_processor", "model");

    private TokenizerDigest() {}

    /** @param rest what else decides: BOS, EOS and whether BOS is added */
    static String of(TokenizerFiles files, String rest) {
        StringBuilder text = new StringBuilder(rest);
        for (String part : DECIDING) {
            text.append('\n')
                    .append(part)
                    .append('=')
                    .append(canonical(files.tokenizer().path(part)));
        }
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java has SHA-256", impossible);
        }
    }

    /** Order of keys and white space say nothing; merges are written as "a b" by some versions and as ["a", "b"] by others. */
    private static String canonical(JsonNode node) {
        if (node.isObject()) {
            var sorted = new TreeMap<String, String>();
            node.properties()
                    .forEach(entry -> sorted.put(
                            entry.getKey(),
                            entry.getKey().equals("merges") ? merges(entry.getValue()) : canonical(entry.getValue())));
            return sorted.toString();
        }
        if (node.isArray()) {
            return node.valueStream().map(TokenizerDigest::canonical).collect(Collectors.joining(",", "[", "]"));
        }
        return node.toString();
    }

    private static String merges(JsonNode merges) {
        return merges.valueStream()
                .map(merge -> merge.isArray()
                        ? merge.path(0).asString("") + " " + merge.path(1).asString("")
                        : merge.asString(""))
                .collect(Collectors.joining("\n"));
    }
}
