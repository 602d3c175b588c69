package dev.mergesweep.experiments.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LikenessTest {

    @Test
    @DisplayName("a text that shares more than the limit of its runs of five words is a repetition")
    void repeats() {
        Likeness likeness = new Likeness(0.4);
        likeness.keep("one two three four five six seven eight");
        assertThat(likeness.repeats("one two three four five six seven nine")).isTrue();
        assertThat(likeness.repeats("one two three four five, and then something else entirely"))
                .isFalse();
        assertThat(likeness.repeats("nothing in common with it at all")).isFalse();
    }
}
