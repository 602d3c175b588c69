package dev.mergesweep.evaluator.corpus;

import dev.mergesweep.merger.yaml.Place;
import dev.mergesweep.merger.yaml.Problems;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Documents given as token ids: a JSON array of arrays. */
public final class TokenIds {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final String SHAPE = "Write a JSON array with one array of token ids a document";

    private TokenIds() {}

    /**
     * The documents of one file.
     *
     * @param shown what problems call the file
     * @throws dev.mergesweep.merger.yaml.InputException with everything that is wrong
     */
    public static List<long[]> read(String shown, byte[] bytes) {
        Problems problems = new Problems();
        List<long[]> documents = new ArrayList<>();
        try {
            JsonNode node = JSON.readTree(bytes);
            if (!node.isArray() || node.isEmpty()) {
                problems.error(Place.of(shown), "", "this is no array of documents", SHAPE);
            }
            for (int i = 0; node.isArray() && i < node.size(); i++) {
                documents.add(ids(node.path(i), shown, "[%d]".formatted(i), problems));
            }
        } catch (JacksonException e) {
            int line = e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getLineNr());
            problems.error(new Place(shown, line, 0), "", "this is not JSON", SHAPE);
        }
        problems.throwIfAny();
        return documents;
    }

    private static long[] ids(JsonNode document, String shown, String key, Problems problems) {
        if (!document.isArray()) {
            problems.error(Place.of(shown), key, "a document is an array of token ids", SHAPE);
        }
        long[] ids = new long[document.isArray() ? document.size() : 0];
        for (int i = 0; i < ids.length; i++) {
            JsonNode id = document.path(i);
            if (!id.isIntegralNumber() || !id.canConvertToInt() || id.intValue() < 0) {
                problems.error(
                        Place.of(shown),
                        "%s[%d]".formatted(key, i),
                        "%s is no token id".formatted(id),
                        "An id is a whole number from 0");
                return ids;
            }
            ids[i] = id.intValue();
        }
        return ids;
    }
}
