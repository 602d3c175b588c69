package dev.mergesweep.experiments.quickstart;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Word problems with their solutions, several to a text.
 *
 * @param kinds of problems, one drawn for every problem
 * @param most problems of the longest text; the shortest has one
 */
record Sums(List<Kind> kinds, int most) implements Author {

    private static final Grammar GRAMMAR = Grammar.named("sums.txt");

    /** A kind of problem. The first two are what the base learns. */
    enum Kind {
        MORE,
        LESS,
        TIMES,
        SHARE,
        COMPARE,
        PAY,
        CLOCK,
        MISSING,
        CHAIN
    }

    /** What the base learns: one small addition or subtraction at a time. */
    static Sums plain() {
        return new Sums(List.of(Kind.MORE, Kind.LESS), 5);
    }

    /** What the other parent is tuned on and measured by: kinds and words that the base has never seen. */
    static Sums rich() {
        return new Sums(
                List.of(Kind.TIMES, Kind.SHARE, Kind.COMPARE, Kind.PAY, Kind.CLOCK, Kind.MISSING, Kind.CHAIN), 8);
    }

    @Override
    public String write(RandomGenerator random) {
        StringBuilder text = new StringBuilder();
        int count = Author.length(random, most);
        for (int i = 0; i < count; i++) {
            text.append(i == 0 ? "" : "\n").append(problem(kinds.get(random.nextInt(kinds.size())), random));
        }
        return text.toString();
    }

    private static String problem(Kind kind, RandomGenerator random) {
        int small = 2 + random.nextInt(8);
        int factor = 2 + random.nextInt(8);
        int n = 10 + random.nextInt(40);
        int m = 1 + random.nextInt(9);
        return switch (kind) {
            case MORE -> plain(random, "more", n, m, n + m);
            case LESS -> plain(random, "less", n, m, n - m);
            case TIMES -> told(random, "times", Map.of("n", small, "m", factor, "r", small * factor));
            case SHARE -> told(random, "share", Map.of("n", small, "m", factor, "r", small * factor));
            case COMPARE -> told(random, "compare", Map.of("n", n, "m", m, "r", n - m));
            case PAY -> pay(random, small, factor);
            case CLOCK -> clock(random);
            case MISSING -> told(random, "missing", Map.of("n", n, "m", m, "r", n + m, "q", n - m));
            case CHAIN -> chain(random, n);
        };
    }

    private static String plain(RandomGenerator random, String change, int n, int m, int r) {
        Grammar.Telling telling = telling(random, Map.of("n", n, "m", m, "r", r));
        return String.join(
                " ", telling.tell("have"), telling.tell(change), telling.tell("ask"), telling.tell("answer"));
    }

    private static String pay(RandomGenerator random, int n, int m) {
        int price = n * m;
        int note = price < 20 ? 20 : price < 50 ? 50 : 100;
        return told(random, "pay", Map.of("n", n, "m", m, "r", price, "k", note, "q", note - price));
    }

    private static String clock(RandomGenerator random) {
        int begin = 10 + random.nextInt(25);
        int minutes = 5 + random.nextInt(20);
        return told(
                random, "clock", Map.of("n", 1 + random.nextInt(12), "mm", begin, "k", minutes, "rr", begin + minutes));
    }

    private static String chain(RandomGenerator random, int start) {
        Map<String, String> bound = new HashMap<>(people(random));
        bound.put("n", String.valueOf(start));
        StringBuilder text = new StringBuilder(GRAMMAR.telling(random, bound).tell("chainstart"));
        int steps = 2 + random.nextInt(3);
        int balance = start;
        for (int step = 1; step <= steps; step++) {
            int change = 1 + random.nextInt(9);
            boolean doubles = balance < 40 && random.nextInt(4) == 0;
            boolean more = doubles || balance < 12 || random.nextBoolean();
            int next = doubles ? 2 * balance : more ? balance + change : balance - change;
            bound.putAll(words(Map.of("n", balance, "m", change, "r", next, "s", step)));
            String rule = doubles ? "chaintwice" : more ? "chainmore" : "chainless";
            text.append(' ').append(GRAMMAR.telling(random, bound).tell(rule));
            balance = next;
        }
        bound.put("n", String.valueOf(balance));
        return text.append(' ')
                .append(GRAMMAR.telling(random, bound).tell("chainend"))
                .toString();
    }

    private static String told(RandomGenerator random, String rule, Map<String, Integer> numbers) {
        return telling(random, numbers).tell(rule);
    }

    private static Grammar.Telling telling(RandomGenerator random, Map<String, Integer> numbers) {
        Map<String, String> bound = new HashMap<>(people(random));
        bound.putAll(words(numbers));
        return GRAMMAR.telling(random, bound);
    }

    /** Who and what a problem is about: the same people and things throughout. */
    private static Map<String, String> people(RandomGenerator random) {
        Cast cast = Cast.drawn(random);
        Grammar.Telling telling = GRAMMAR.telling(random, Map.of());
        return Map.of(
                "who", cast.hero(),
                "other", cast.friend(),
                "items", telling.tell("items"),
                "container", telling.tell("container"),
                "ware", telling.tell("ware"));
    }

    private static Map<String, String> words(Map<String, Integer> numbers) {
        Map<String, String> words = new HashMap<>();
        numbers.forEach((name, value) -> words.put(name, String.valueOf(value)));
        return words;
    }
}
