package dev.mergesweep.experiments.quickstart;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A byte-level vocabulary and the merges that lead to it, most frequent pair first (Sennrich et al. 2016; bytes as in
 * GPT-2).
 *
 * @param tokens by id, in the letters that stand for bytes
 * @param merges two tokens separated by a space, first one first
 */
record BytePairs(List<String> tokens, List<String> merges) {

    static final String BOS = "<|bos|>";
    static final String EOS = "<|eos|>";

    /** What no merge crosses: words with the space before them, single digits, punctuation. */
    static final String PIECE = "'(?:[sdmt]|ll|ve|re)| ?\\p{L}+| ?\\p{N}| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+";

    /** Of equally frequent pairs the alphabetically first, so that the same texts give the same vocabulary. */
    private static final Comparator<Map.Entry<String, Long>> MOST_FREQUENT = Map.Entry.<String, Long>comparingByValue()
            .thenComparing(Map.Entry.<String, Long>comparingByKey().reversed());

    BytePairs {
        tokens = List.copyOf(tokens);
        merges = List.copyOf(merges);
    }

    /** @param size of the vocabulary: two special tokens, 256 bytes and the merges */
    static BytePairs learned(List<String> texts, int size) {
        List<Word> words = words(texts);
        List<String> tokens = new ArrayList<>(List.of(BOS, EOS));
        for (int b = 0; b < 256; b++) {
            tokens.add(String.valueOf(letter(b)));
        }
        List<String> merges = new ArrayList<>();
        while (tokens.size() < size) {
            String pair = mostFrequent(words);
            int space = pair.indexOf(' ');
            String left = pair.substring(0, space);
            String right = pair.substring(space + 1);
            words.forEach(word -> word.merge(left, right));
            merges.add(pair);
            tokens.add(left + right);
        }
        return new BytePairs(tokens, merges);
    }

    private static List<Word> words(List<String> texts) {
        Map<String, Long> counts = new TreeMap<>();
        Pattern piece = Pattern.compile(PIECE);
        for (String text : texts) {
            Matcher matcher = piece.matcher(text);
            while (matcher.find()) {
                counts.merge(matcher.group(), 1L, Long::sum);
            }
        }
        return counts.entrySet().stream()
                .map(entry -> new Word(letters(entry.getKey()), entry.getValue()))
                .toList();
    }

    private static String mostFrequent(List<Word> words) {
        Map<String, Long> pairs = new HashMap<>();
        for (Word word : words) {
            for (int i = 0; i + 1 < word.symbols.size(); i++) {
                pairs.merge(word.symbols.get(i) + " " + word.symbols.get(i + 1), word.count, Long::sum);
            }
        }
        return pairs.entrySet().stream()
                .max(MOST_FREQUENT)
                .orElseThrow(() -> new IllegalArgumentException("Too little text for so large a vocabulary"))
                .getKey();
    }

    private static List<String> letters(String text) {
        List<String> letters = new ArrayList<>();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            letters.add(String.valueOf(letter(b & 0xff)));
        }
        return letters;
    }

    /** GPT-2's printable letter of a byte: itself where that is printable, else the next free one from U+0100. */
    private static char letter(int value) {
        if (printable(value)) {
            return (char) value;
        }
        int before = 0;
        for (int b = 0; b < value; b++) {
            before += printable(b) ? 0 : 1;
        }
        return (char) (256 + before);
    }

    private static boolean printable(int value) {
        return (value >= '!' && value <= '~') || (value >= 0xa1 && value <= 0xac) || value >= 0xae;
    }

    /** A piece of text, how often it occurs, and what it is made of so far. */
    private static final class Word {
        private final List<String> symbols;
        private final long count;

        private Word(List<String> symbols, long count) {
            this.symbols = symbols;
            this.count = count;
        }

        private void merge(String left, String right) {
            for (int i = 0; i + 1 < symbols.size(); i++) {
                if (symbols.get(i).equals(left) && symbols.get(i + 1).equals(right)) {
                    symbols.set(i, left + right);
                    symbols.remove(i + 1);
                }
            }
        }
    }
}
