package dev.mergesweep.merger.plan;

import dev.mergesweep.merger.recipe.ModelReference;
import dev.mergesweep.merger.recipe.Recipe;
import dev.mergesweep.merger.recipe.TokenizerRecipe;
import dev.mergesweep.merger.recipe.TokenizerRecipe.Origin;
import dev.mergesweep.merger.recipe.TokenizerRecipe.TokenRule;
import dev.mergesweep.merger.vocabulary.OutputTokenizer;
import dev.mergesweep.merger.vocabulary.TokenizerFile;
import dev.mergesweep.merger.vocabulary.TokenizerUnion;
import dev.mergesweep.merger.yaml.InputException;
import dev.mergesweep.merger.yaml.Problems;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The vocabulary of the output, where the recipe asks for one.
 *
 * @param donor index of the parent whose other tokenizer files go along
 */
record TokenizerPlan(OutputTokenizer tokenizer, int donor, Vocabulary vocabulary) {

    /** @param anatomies of all parents, the one that gives config.json first */
    static TokenizerPlan of(Recipe recipe, TokenizerRecipe wanted, List<Anatomy> anatomies, Problems problems) {
        List<TokenizerFile> tokenizers = read(anatomies, problems);
        int donor = donor(wanted, anatomies);
        TokenizerUnion union = new TokenizerUnion(start(wanted, donor, anatomies, tokenizers));
        Set<String> listed =
                wanted.tokens().stream().map(TokenRule::token).collect(Collectors.toCollection(LinkedHashSet::new));
        if (wanted.origin() instanceof Origin.Union) {
            union.addAll(others(donor, anatomies, tokenizers), listed);
        }
        listed.forEach(union::addPlain);
        for (String token : union.conflicts()) {
            problems.warning(
                    recipe.place(),
                    "tokenizer",
                    "the models have different settings for the token \"%s\"; the first model's are kept"
                            .formatted(token),
                    "");
        }
        OutputTokenizer output = union.tokenizer();
        warnOfZeros(wanted, tokenizers, problems);
        EmbeddingRows.Choices choices = new EmbeddingRows.Choices(0, wanted.padTo(), wanted.tokens());
        return new TokenizerPlan(output, donor, new EmbeddingRows(anatomies, tokenizers, output, choices, problems));
    }

    private static List<TokenizerFile> read(List<Anatomy> anatomies, Problems problems) {
        List<TokenizerFile> tokenizers = new ArrayList<>();
        for (Anatomy anatomy : anatomies) {
            try {
                tokenizers.add(TokenizerFile.read(anatomy.parent().folder()));
            } catch (InputException e) {
                e.problems().forEach(one -> problems.error(one.place(), one.key(), one.what(), one.advice()));
            }
        }
        problems.throwIfAny();
        return tokenizers;
    }

    private static int donor(TokenizerRecipe wanted, List<Anatomy> anatomies) {
        if (wanted.origin() instanceof Origin.Model(ModelReference model)) {
            List<ModelReference> all = anatomies.stream()
                    .map(anatomy -> anatomy.parent().reference())
                    .toList();
            return all.indexOf(model);
        }
        return 0;
    }

    /** A named model's tokenizer is taken whole; else tokens for which the model has no row are left out. */
    private static TokenizerFile start(
            TokenizerRecipe wanted, int donor, List<Anatomy> anatomies, List<TokenizerFile> tokenizers) {
        return switch (wanted.origin()) {
            case Origin.Model _ -> tokenizers.get(donor);
            case Origin.Base(), Origin.Union() -> within(anatomies.get(donor), tokenizers.get(donor));
        };
    }

    private static List<TokenizerFile> others(int donor, List<Anatomy> anatomies, List<TokenizerFile> tokenizers) {
        List<TokenizerFile> others = new ArrayList<>();
        for (int i = 0; i < tokenizers.size(); i++) {
            if (i != donor) {
                others.add(within(anatomies.get(i), tokenizers.get(i)));
            }
        }
        return others;
    }

    private static TokenizerFile within(Anatomy anatomy, TokenizerFile tokenizer) {
        return anatomy.inputEmbedding()
                .map(tensor -> anatomy.header(tensor).shape().dimensions().getFirst())
                .map(rows -> tokenizer.within(Math.toIntExact(rows)))
                .orElse(tokenizer);
    }

    private static void warnOfZeros(TokenizerRecipe wanted, List<TokenizerFile> tokenizers, Problems problems) {
        for (TokenRule rule : wanted.tokens()) {
            boolean unknown = tokenizers.stream().allMatch(tokenizer -> tokenizer.id(rule.token()) == null);
            if (unknown && rule.source() == null) {
                problems.warning(
                        rule.place(),
                        "tokenizer.tokens",
                        "no model has the token \"%s\"; its row is all zeros".formatted(rule.token()),
                        "Give it a source");
            }
        }
    }
}
