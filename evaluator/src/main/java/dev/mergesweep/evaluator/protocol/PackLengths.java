package dev.mergesweep.evaluator.protocol;

import dev.mergesweep.evaluator.Pack;
import java.util.List;

/**
 * How many positions the packs of a document have. Which kernels run depends on the shape of a call, so the length follows
 * from the protocol and the document's own windows, never from its company. Measured, see the forward pass among the
 * decisions: 1,024 positions are as fast as 2,048, 512 are slower.
 *
 * @param longest most ids in a window of the protocol, at least 2
 */
record PackLengths(int longest) {
    /** Fewest positions of a call that is as fast as longer ones. */
    private static final int POSITIONS = 1024;

    /** Beyond it, documents that do not need so long a call have one of their own. */
    private static final int COMMON = POSITIONS * 3 / 2;

    static PackLengths of(Protocol protocol) {
        // A rolling window holds one id more than its context: the one before the first scored.
        return new PackLengths(protocol instanceof Protocol.Rolling ? protocol.context() + 1 : protocol.context());
    }

    /** @param windows of one document */
    int of(List<Pack.Window> windows) {
        int whole = Math.ceilDiv(POSITIONS, longest) * longest;
        int own = windows.stream().mapToInt(window -> window.ids().length).max().orElse(0);
        return whole > COMMON && own <= POSITIONS / 2 ? POSITIONS : whole;
    }
}
