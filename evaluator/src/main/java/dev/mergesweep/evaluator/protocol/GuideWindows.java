package dev.mergesweep.evaluator.protocol;

import dev.mergesweep.evaluator.Pack;
import dev.mergesweep.evaluator.corpus.Split;
import java.util.List;

/**
 * The windows of the first version of Hugging Face's guide, which end at multiples of the stride. Where the stride divides the
 * context they are the windows of {@link Protocol.Strided} but for the first ones; else they have to be run for themselves.
 */
public final class GuideWindows {
    private GuideWindows() {}

    /** Packs of one domain's windows, in order; their document is 0. */
    public static List<Pack> of(PreparedTexts texts, String domain, Protocol.Strided protocol) {
        Row row = Row.ofIds(ids(texts, domain, protocol));
        Packing packing = new Packing(protocol);
        packing.add(Cut.endingAtStrides(row.tokens().size(), protocol.context(), protocol.stride()).stream()
                .filter(cut -> cut.tokens() > 0)
                .map(cut -> row.window(0, cut))
                .toList());
        return packing.packs();
    }

    /** The ids that the windows were cut from: each adds those that none before it reached. */
    private static long[] ids(PreparedTexts texts, String domain, Protocol.Strided protocol) {
        List<Pack.Window> windows = texts.packs(Split.ALL).stream()
                .flatMap(pack -> pack.windows().stream())
                .filter(window ->
                        texts.documents().get(window.document()).domain().equals(domain))
                .toList();
        int last = windows.size() - 1;
        long[] ids = new long[last * protocol.stride() + windows.get(last).ids().length];
        for (int i = 0; i <= last; i++) {
            long[] own = windows.get(i).ids();
            System.arraycopy(own, 0, ids, i * protocol.stride(), own.length);
        }
        return ids;
    }
}
