package dev.mergesweep.evaluator.architecture;

/** How a tensor's elements are rearranged when it is loaded, so that the stages know one form only. */
public sealed interface Layout {
    /** As it is stored. */
    record Plain() implements Layout {}

    /** Stored as {@code [in, out]}, wanted as {@code [out, in]}: GPT-2's Conv1D. */
    record Transposed() implements Layout {}

    /** A norm that multiplies with 1 + weight: Gemma. The 1 is added in float32. */
    record PlusOne() implements Layout {}

    /**
     * Rows stored head by head, in each head query, key and value: GPT-NeoX. Wanted as all queries, all keys, all values.
     */
    record HeadByHead(int heads) implements Layout {}

    /**
     * As {@code arranged} has it, then, of the first {@code heads} heads of {@code head} rows each, the rows i and i + size / 2 side
     * by side as 2i and 2i + 1, where i is below size / 2. All other rows stay.
     */
    record PairsTogether(int heads, int head, int size, Layout arranged) implements Layout {}

    /** A matrix as {@code arranged} has it, then in the order in which MKL's packed product wants it: of no other use. */
    record Packed(Layout arranged) implements Layout {}

    Layout PLAIN = new Plain();

    /** Whether a matrix has as many rows as it is stored with columns. */
    default boolean transposes() {
        return switch (this) {
            case Plain _, PlusOne _, HeadByHead _ -> false;
            case Transposed _ -> true;
            case PairsTogether pairs -> pairs.arranged.transposes();
            case Packed packed -> packed.arranged.transposes();
        };
    }
}
