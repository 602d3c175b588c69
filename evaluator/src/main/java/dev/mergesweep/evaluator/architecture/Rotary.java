package dev.mergesweep.evaluator.architecture;

/**
 * Rotary positions (Su et al. 2021): pairs of a head's elements are turned by an angle proportional to the position.
 *
 * @param head width of a head
 * @param size how many of a head's elements are turned, from the first; even
 * @param interleaved pairs are (2i, 2i + 1); else (i, i + size / 2)
 */
public record Rotary(int head, int size, boolean interleaved, Frequencies frequencies) {

    public Rotary {
        if (size < 2 || size % 2 != 0 || size > head) {
            throw new IllegalArgumentException("Rotation turns %d of %d elements".formatted(size, head));
        }
    }
}
