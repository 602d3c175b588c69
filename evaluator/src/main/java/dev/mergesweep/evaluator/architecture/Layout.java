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

    /** A matrix as {@code arranged} has it, then in the order in which MKL's packed product wants it: of no other use. */
    record Packed(Layout arranged) implements Layout {}

    Layout PLAIN = new Plain();
}
