package dev.mergesweep.merger.plan;

import dev.mergesweep.merger.plan.Rows.Row;
import dev.mergesweep.merger.recipe.ModelReference;
import dev.mergesweep.merger.recipe.TokenizerRecipe.TokenRule;
import dev.mergesweep.merger.recipe.TokenizerRecipe.TokenSource;
import dev.mergesweep.merger.vocabulary.OutputTokenizer;
import dev.mergesweep.merger.vocabulary.TokenizerFile;
import dev.mergesweep.merger.yaml.Problems;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Rows of embeddings for a tokenizer that was put together: every model gets a row for every token, its own where it has the token,
 * else one that stands in.
 */
final class EmbeddingRows implements Vocabulary {
    private final List<Anatomy> anatomies;
    private final List<TokenizerFile> tokenizers;
    private final OutputTokenizer output;
    private final int base;
    private final int padded;
    private final Map<String, TokenRule> rules = new LinkedHashMap<>();
    private final Problems problems;

    /**
     * @param anatomies of all parents; {@code tokenizers} in the same order
     */
    EmbeddingRows(
            List<Anatomy> anatomies,
            List<TokenizerFile> tokenizers,
            OutputTokenizer output,
            Choices choices,
            Problems problems) {
        this.anatomies = anatomies;
        this.tokenizers = tokenizers;
        this.output = output;
        this.base = choices.base();
        this.padded = Math.ceilDiv(output.rows(), choices.padTo()) * choices.padTo();
        this.problems = problems;
        choices.rules().forEach(rule -> rules.put(rule.token(), rule));
    }

    /**
     * What a recipe says of rows.
     *
     * @param base index of the base
     * @param padTo rows are padded to a multiple of this
     */
    record Choices(int base, int padTo, List<TokenRule> rules) {}

    @Override
    public boolean rebuilds() {
        return true;
    }

    @Override
    public Rows rows(int parent, String tensor, String name) {
        Row[] rows = new Row[output.rows()];
        Arrays.fill(rows, new Row.Zero());
        output.ids().forEach((token, id) -> rows[id] = row(parent, token, name));
        List<Row> all = new ArrayList<>(List.of(rows));
        while (all.size() < padded) {
            all.add(new Row.Padding());
        }
        return new Rows.Chosen(all);
    }

    private Row row(int parent, String token, String name) {
        TokenRule rule = rules.get(token);
        boolean forced = rule != null && rule.force();
        Optional<Row.Of> own = forced ? Optional.empty() : own(parent, token, name);
        return own.<Row>map(row -> row).orElseGet(() -> standIn(rule, token, name));
    }

    private Optional<Row.Of> own(int parent, String token, String name) {
        Integer id = tokenizers.get(parent).id(token);
        return id == null ? Optional.empty() : byId(parent, id, name);
    }

    /** A token beyond the last row of a matrix is one that the model does not have. */
    private Optional<Row.Of> byId(int parent, int id, String name) {
        Anatomy anatomy = anatomies.get(parent);
        Optional<String> tensor = Optional.of(name).filter(anatomy::has).or(anatomy::inputEmbedding);
        return tensor.filter(
                        there -> id < anatomy.header(there).shape().dimensions().getFirst())
                .map(there -> new Row.Of(parent, anatomy.ownName(there), id));
    }

    /** For models without the token: what the recipe says, else the only model that has it, else the base's, else the mean. */
    private Row standIn(@Nullable TokenRule rule, String token, String name) {
        TokenSource source = rule == null ? null : rule.source();
        if (rule != null && source != null) {
            return chosen(rule, source, name);
        }
        List<Row.Of> all = new ArrayList<>();
        for (int parent = 0; parent < anatomies.size(); parent++) {
            own(parent, token, name).ifPresent(all::add);
        }
        if (all.isEmpty()) {
            return new Row.Zero();
        }
        Optional<Row.Of> ofBase = own(base, token, name);
        return all.size() == 1 ? all.getFirst() : ofBase.<Row>map(row -> row).orElse(new Row.Mean(all));
    }

    private Row chosen(TokenRule rule, TokenSource source, String name) {
        return switch (source) {
            case TokenSource.Zero() -> new Row.Zero();
            case TokenSource.SameToken(ModelReference model) -> ofToken(rule, model, rule.token(), name);
            case TokenSource.ByToken(ModelReference model, String token) -> ofToken(rule, model, token, name);
            case TokenSource.ById(ModelReference model, int id) ->
                byId(index(model), id, name)
                        .<Row>map(row -> row)
                        .orElseGet(() -> missing(rule, "%s has no row %d".formatted(model, id)));
        };
    }

    private Row ofToken(TokenRule rule, ModelReference model, String token, String name) {
        return own(index(model), token, name)
                .<Row>map(row -> row)
                .orElseGet(() -> missing(rule, "%s has no token \"%s\"".formatted(model, token)));
    }

    private Row missing(TokenRule rule, String what) {
        boolean told =
                problems.errors().stream().anyMatch(problem -> problem.place().equals(rule.place()));
        if (!told) {
            problems.error(rule.place(), "tokenizer.tokens", what, "Name a token that the model has");
        }
        return new Row.Zero();
    }

    private int index(ModelReference model) {
        for (int i = 0; i < anatomies.size(); i++) {
            if (anatomies.get(i).parent().reference().equals(model)) {
                return i;
            }
        }
        throw new IllegalArgumentException("Model " + model + " was not opened");
    }
}
