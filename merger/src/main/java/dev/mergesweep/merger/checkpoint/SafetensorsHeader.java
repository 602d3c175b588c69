package dev.mergesweep.merger.checkpoint;

import dev.mergesweep.merger.yaml.InputException;
import dev.mergesweep.merger.yaml.Place;
import dev.mergesweep.merger.yaml.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads the JSON that a safetensors file begins with and holds it against every rule of the format: nothing of the file's
 * other bytes is trusted before that.
 *
 * <p>Source: the format section of the safetensors README. A header is one JSON object of at most {@link #LONGEST} bytes; a key
 * names a tensor and is there once; the tensors' bytes follow each other without gap or overlap and end with the file.
 */
final class SafetensorsHeader {
    /** The format's own limit, so that a hostile length cannot ask for memory. */
    static final long LONGEST = 100_000_000;

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();
    private static final String ADVICE = "The file is damaged or no safetensors file: download or save it again";

    private final String file;
    private String tensor = "";

    private SafetensorsHeader(String file) {
        this.file = file;
    }

    /**
     * @param file what messages call the file
     * @param json the header's bytes
     * @param dataBytes how many bytes follow the header
     * @return the tensors in the order of their bytes
     * @throws InputException that names the file, and the tensor where one is at fault
     */
    static List<TensorEntry> parse(String file, byte[] json, long dataBytes) {
        return new SafetensorsHeader(file).entries(json, dataBytes);
    }

    static InputException refusal(String file, String tensor, String what) {
        return new InputException(List.of(new Problem(Place.of(file), tensor, what, ADVICE)));
    }

    private InputException refusal(String what) {
        return refusal(file, tensor, what);
    }

    private List<TensorEntry> entries(byte[] json, long dataBytes) {
        if (json.length == 0 || json[0] != '{') {
            throw refusal("the header does not begin with \"{\"");
        }
        List<TensorEntry> entries = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                tensor = parser.currentName();
                if (tensor.equals("__metadata__")) {
                    skipMetadata(parser);
                } else {
                    entries.add(entry(parser));
                }
            }
            tensor = "";
            if (parser.nextToken() != null) {
                throw refusal("something stands behind the header's closing brace");
            }
        } catch (JacksonException e) {
            throw refusal("the header is not valid JSON: " + e.getOriginalMessage());
        }
        entries.sort(SafetensorsHeader::byBytes);
        checkContiguous(entries, dataBytes);
        return List.copyOf(entries);
    }

    /** Written out: the comparators of Java's library are made anew at every start, which takes longer than sorting. */
    private static int byBytes(TensorEntry one, TensorEntry other) {
        int order = Long.compare(one.begin(), other.begin());
        return order == 0 ? Long.compare(one.end(), other.end()) : order;
    }

    private void skipMetadata(JsonParser parser) {
        expect(parser.nextToken(), JsonToken.START_OBJECT, "__metadata__ is no object");
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            expect(parser.nextToken(), JsonToken.VALUE_STRING, "a value of __metadata__ is no string");
        }
    }

    private TensorEntry entry(JsonParser parser) {
        expect(parser.nextToken(), JsonToken.START_OBJECT, "the entry is no object");
        ElementType type = null;
        List<Long> shape = null;
        List<Long> offsets = null;
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = parser.currentName();
            parser.nextToken();
            switch (key) {
                case "dtype" -> type = type(parser);
                case "shape" -> shape = numbers(parser, key);
                case "data_offsets" -> offsets = numbers(parser, key);
                default -> parser.skipChildren();
            }
        }
        if (type == null || shape == null || offsets == null) {
            throw refusal("the entry lacks \"%s\""
                    .formatted(type == null ? "dtype" : shape == null ? "shape" : "data_offsets"));
        }
        if (offsets.size() != 2) {
            throw refusal("data_offsets holds %d numbers in place of 2".formatted(offsets.size()));
        }
        try {
            return new TensorEntry(tensor, type, new Shape(shape), offsets.getFirst(), offsets.getLast());
        } catch (IllegalArgumentException e) {
            throw refusal(String.valueOf(e.getMessage()));
        }
    }

    private ElementType type(JsonParser parser) {
        expect(parser.currentToken(), JsonToken.VALUE_STRING, "dtype is no string");
        String text = parser.getString();
        for (ElementType type : ElementType.values()) {
            if (type.name().equals(text)) {
                return type;
            }
        }
        throw refusal("\"%s\" is not an element type that can be read".formatted(text));
    }

    private List<Long> numbers(JsonParser parser, String key) {
        expect(parser.currentToken(), JsonToken.START_ARRAY, key + " is no list");
        List<Long> numbers = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            expect(parser.currentToken(), JsonToken.VALUE_NUMBER_INT, key + " holds something that is no whole number");
            if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER || parser.getLongValue() < 0) {
                throw refusal("%s holds %s, which is not between 0 and 2^63 - 1".formatted(key, parser.getString()));
            }
            numbers.add(parser.getLongValue());
        }
        return numbers;
    }

    private void expect(JsonToken found, JsonToken expected, String what) {
        if (found != expected) {
            throw refusal(what);
        }
    }

    private void checkContiguous(List<TensorEntry> entries, long dataBytes) {
        long end = 0;
        for (TensorEntry entry : entries) {
            tensor = entry.name();
            if (entry.end() > dataBytes) {
                throw refusal(String.format(
                        Locale.ROOT, "ends at byte %d of the data, of which there are %d", entry.end(), dataBytes));
            }
            if (entry.begin() != end) {
                throw refusal(String.format(
                        Locale.ROOT,
                        "begins at byte %d of the data, but the tensor before it ends at %d",
                        entry.begin(),
                        end));
            }
            end = entry.end();
        }
        tensor = "";
        if (end != dataBytes) {
            throw refusal(String.format(
                    Locale.ROOT, "the tensors end at byte %d of the data, of which there are %d", end, dataBytes));
        }
    }
}
