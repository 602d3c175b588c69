package dev.mergesweep.evaluator.protocol;

import dev.mergesweep.evaluator.Document;
import dev.mergesweep.evaluator.Domain;
import dev.mergesweep.evaluator.Pack;
import dev.mergesweep.evaluator.corpus.Split;
import dev.mergesweep.evaluator.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** Turns texts into packs of windows, as a protocol says. */
public final class Preparation {
    /** Name of the domain that ids without texts make. */
    public static final String TOKEN_IDS = "token-ids";

    private final Protocol protocol;
    private final List<PreparedDocument> documents = new ArrayList<>();
    private final SequencedMap<Split, Packing> packings = new LinkedHashMap<>();

    private Preparation(Protocol protocol, List<Split> sides) {
        this.protocol = protocol;
        sides.forEach(side -> packings.put(side, new Packing(protocol)));
    }

    /**
     * Packs of every domain's documents.
     *
     * @param confirmShare of documents that a search never sees, in [0, 1); 0: none is kept apart
     * @throws dev.mergesweep.merger.yaml.InputException where protocol and tokenizer do not fit
     */
    public static PreparedTexts prepare(
            Protocol protocol, Tokenizer tokenizer, List<Domain> domains, double confirmShare) {
        List<Split> sides = Split.sides(confirmShare);
        Preparation preparation = new Preparation(protocol, sides);
        Rows rows = new Rows(protocol, tokenizer);
        for (Domain domain : domains) {
            for (Split side : sides) {
                List<Document> chosen = domain.documents().stream()
                        .filter(document -> Split.of(document, confirmShare) == side)
                        .toList();
                clusters(protocol, rows, new Domain(domain.name(), chosen), side)
                        .forEach(preparation::add);
            }
        }
        return preparation.done();
    }

    /** Ids in place of texts: neither a tokenizer nor a BOS policy plays a part, bytes and words are 0. */
    public static PreparedTexts prepareIds(Protocol protocol, List<long[]> documents) {
        Preparation preparation = new Preparation(protocol, List.of(Split.ALL));
        if (protocol.joins()) {
            long[] all =
                    documents.stream().flatMapToLong(java.util.Arrays::stream).toArray();
            Cluster.ofJoined(TOKEN_IDS, Split.ALL, Row.ofIds(all), protocol).forEach(preparation::add);
        } else {
            for (int i = 0; i < documents.size(); i++) {
                Row row = Row.ofIds(documents.get(i));
                List<Cut> cuts = Cut.of(protocol, row.tokens().size());
                preparation.add(new Cluster(TOKEN_IDS, String.valueOf(i), Split.ALL, row, cuts, Measured.NOTHING));
            }
        }
        return preparation.done();
    }

    private static List<Cluster> clusters(Protocol protocol, Rows rows, Domain domain, Split side) {
        if (protocol.joins()) {
            return domain.documents().isEmpty()
                    ? List.of()
                    : Cluster.ofJoined(domain.name(), side, rows.joined(domain.documents()), protocol);
        }
        return domain.documents().stream()
                .map(document -> Cluster.ofDocument(domain.name(), document.id(), side, rows.of(document), protocol))
                .toList();
    }

    private void add(Cluster cluster) {
        List<Pack.Window> windows = cluster.windows(documents.size());
        documents.add(cluster.prepared(windows));
        Packing packing = packings.get(cluster.split());
        if (packing != null) {
            packing.add(windows);
        }
    }

    private PreparedTexts done() {
        SequencedMap<Split, List<Pack>> packs = new LinkedHashMap<>();
        packings.forEach((side, packing) -> packs.put(side, packing.packs()));
        return new PreparedTexts(protocol, documents, packs);
    }
}
