package dev.mergesweep.merger.recipe;

import dev.mergesweep.merger.yaml.Place;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code tokenizer} or {@code tokenizer_source}: the vocabulary of the output.
 *
 * @param padTo rows are padded to a multiple of this; 1: not at all
 */
public record TokenizerRecipe(Place place, Origin origin, List<TokenRule> tokens, int padTo) {
    public TokenizerRecipe {
        tokens = List.copyOf(tokens);
    }

    /** Where the vocabulary comes from. */
    public sealed interface Origin {
        /** The base's, without tokens beyond its vocabulary size. */
        record Base() implements Origin {}

        /** The base's and every token that only other models have. */
        record Union() implements Origin {}

        record Model(ModelReference model) implements Origin {}
    }

    /**
     * What the row of one token is.
     *
     * @param source null: as for a token without a rule
     * @param force also for models that have the token
     */
    public record TokenRule(
            Place place, String token, @Nullable TokenSource source, boolean force) {}

    /** Where the row of a token comes from. */
    public sealed interface TokenSource {
        /** The row that a model has for this very token. */
        record SameToken(ModelReference model) implements TokenSource {}

        /** The row of another token of a model. */
        record ByToken(ModelReference model, String token) implements TokenSource {}

        /** A row by its number. */
        record ById(ModelReference model, int id) implements TokenSource {}

        /** All zeros. */
        record Zero() implements TokenSource {}
    }

    /** The models that are named here. */
    List<ModelReference> models() {
        List<ModelReference> models = new ArrayList<>();
        if (origin instanceof Origin.Model(ModelReference model)) {
            models.add(model);
        }
        for (TokenRule rule : tokens) {
            switch (rule.source()) {
                case TokenSource.SameToken(ModelReference model) -> models.add(model);
                case TokenSource.ByToken(ModelReference model, String _) -> models.add(model);
                case TokenSource.ById(ModelReference model, int _) -> models.add(model);
                case TokenSource.Zero() -> {}
                case null -> {}
            }
        }
        return models;
    }
}
