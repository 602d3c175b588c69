package dev.mergesweep.evaluator.tokenizer;

import dev.mergesweep.merger.yaml.InputException;
import dev.mergesweep.merger.yaml.Place;
import dev.mergesweep.merger.yaml.Problems;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What must hold before a tokenizer is handed to native code, which would end the whole program over some of it. */
final class TokenizerCheck {
    private static final Set<String> MODELS = Set.of("BPE", "Unigram", "WordPiece", "WordLevel");
    private static final String ADVICE = "Copy the file again from where the checkpoint came from";

    private TokenizerCheck() {}

    /** @throws InputException with everything that is wrong */
    static void check(TokenizerFiles files) {
        Problems problems = new Problems();
        Place place = Place.of(files.file().toString());
        JsonNode model = files.tokenizer().path("model");
        JsonNode type = model.path("type");
        if (!model.isObject()) {
            problems.error(place, "model", "a tokenizer has a model", ADVICE);
        } else if (type.isString() && !MODELS.contains(type.stringValue())) {
            problems.error(
                    place,
                    "model.type",
                    "\"%s\" is no model of a tokenizer".formatted(type.stringValue()),
                    "Use one of BPE, Unigram, WordPiece and WordLevel");
        } else if (model.path("vocab").isEmpty()) {
            problems.error(place, "model.vocab", "the vocabulary is empty", ADVICE);
        }
        problems.throwIfAny();
    }
}
