package dev.mergesweep.evaluator.protocol;

import dev.mergesweep.evaluator.Document.Span;
import java.util.List;

/** The parts of a text that count, in order and apart from each other; none: all of it counts. */
record Answers(List<Span> spans) {
    static final Answers ALL = new Answers(List.of());

    boolean all() {
        return spans.isEmpty();
    }

    /** Whether a character of an answer stands from {@code begin} to {@code end}. */
    boolean touch(int begin, int end) {
        int first = firstBehind(begin);
        return first < spans.size() && spans.get(first).begin() < end;
    }

    /** What counts of a text from {@code begin} to {@code end}. */
    Measured within(String text, int begin, int end) {
        if (all()) {
            return Measured.part(text, begin, end);
        }
        Measured sum = Measured.NOTHING;
        for (int i = firstBehind(begin); i < spans.size() && spans.get(i).begin() < end; i++) {
            sum = sum.plus(Measured.part(
                    text,
                    Math.max(begin, spans.get(i).begin()),
                    Math.min(end, spans.get(i).end())));
        }
        return sum;
    }

    /** Index of the first answer that ends behind a place; by halves, for there may be many. */
    private int firstBehind(int place) {
        int low = 0;
        int high = spans.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (spans.get(middle).end() > place) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
