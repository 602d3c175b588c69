package dev.mergesweep.evaluator.validation;

import dev.mergesweep.merger.TensorSource;
import dev.mergesweep.merger.TensorSource.Header;
import dev.mergesweep.merger.checkpoint.Checkpoint;
import dev.mergesweep.merger.checkpoint.ElementType;
import dev.mergesweep.merger.yaml.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Weights against {@code config.json}. */
final class WeightChecks {
    private static final String HEAD = "lm_head.weight";
    private static final List<String> EMBEDDINGS =
            List.of("embed_tokens.weight", "wte.weight", "embed_in.weight", "word_embeddings.weight");

    private WeightChecks() {}

    /** Rows of the embedding; {@code vocab_size} where no tensor has the name of one. */
    static long vocabulary(TensorSource checkpoint) {
        return embedding(checkpoint)
                .map(name -> Objects.requireNonNull(checkpoint.headers().get(name)))
                .map(header -> header.shape().dimensions().getFirst())
                .orElse(checkpoint.config().path("vocab_size").asLong(Long.MAX_VALUE));
    }

    private static Optional<String> embedding(TensorSource checkpoint) {
        return checkpoint.headers().keySet().stream()
                .filter(WeightChecks::isEmbedding)
                .findFirst();
    }

    private static boolean isEmbedding(String tensor) {
        return EMBEDDINGS.stream().anyMatch(tensor::endsWith);
    }

    /** Sorts what does not fit by its cause. */
    static List<Finding> misfits(Checkpoint checkpoint, List<Problem> problems) {
        return problems.stream()
                .map(problem -> Finding.fail(cause(checkpoint, problem), problem.toString(), ""))
                .toList();
    }

    private static Check cause(Checkpoint checkpoint, Problem problem) {
        Header header = checkpoint.headers().get(problem.key());
        boolean vocabulary = isEmbedding(problem.key()) || problem.key().equals(HEAD);
        if (header == null) {
            return problem.key().equals(HEAD) ? Check.TIED_WEIGHTS : Check.TENSORS;
        }
        boolean rows = header.shape().rank() == 2
                && header.shape().dimensions().getFirst()
                        != checkpoint.config().path("vocab_size").asLong();
        return vocabulary && rows ? Check.VOCABULARY : Check.TENSORS;
    }

    static List<Finding> tied(Checkpoint checkpoint) {
        boolean tied = checkpoint.config().path("tie_word_embeddings").asBoolean(false);
        Optional<String> embedding = embedding(checkpoint);
        if (!tied || !checkpoint.headers().containsKey(HEAD) || embedding.isEmpty()) {
            return List.of(Finding.pass(Check.TIED_WEIGHTS, tied ? "tied" : "not tied"));
        }
        if (checkpoint.identity(HEAD).equals(checkpoint.identity(embedding.get()))) {
            return List.of(Finding.pass(Check.TIED_WEIGHTS, "tied, with an equal copy of the head in the file"));
        }
        return List.of(Finding.fail(
                Check.TIED_WEIGHTS,
                "config.json says tie_word_embeddings, but %s differs from %s".formatted(HEAD, embedding.get()),
                "Loaders will ignore the head: set tie_word_embeddings to false, or remove " + HEAD));
    }

    static List<Finding> types(Checkpoint checkpoint) {
        Map<ElementType, Long> counts = checkpoint.headers().values().stream()
                .collect(Collectors.groupingBy(Header::type, TreeMap::new, Collectors.counting()));
        String shown = counts.entrySet().stream()
                .map(entry -> "%d %s".formatted(entry.getValue(), entry.getKey().torchName()))
                .collect(Collectors.joining(", "));
        JsonNode stated = checkpoint.config().has("dtype")
                ? checkpoint.config().path("dtype")
                : checkpoint.config().path("torch_dtype");
        String named = stated.asString("").replaceFirst("^torch\\.", "");
        boolean agrees = named.isEmpty()
                || counts.keySet().stream().allMatch(type -> type.torchName().equals(named));
        return List.of(
                agrees
                        ? Finding.pass(Check.TYPES, shown)
                        : Finding.warn(
                                Check.TYPES,
                                "config.json names %s, the weights are %s".formatted(named, shown),
                                "Loaders convert by config.json: set its dtype to what is stored"));
    }

    static List<Finding> values(Checkpoint checkpoint) {
        List<Finding> findings = new ArrayList<>();
        TensorValues.of(checkpoint)
                .filter(values -> values.notFinite() > 0
                        || (values.allZero() && values.header().shape().rank() > 1))
                .toList()
                .forEach(values -> findings.add(
                        values.notFinite() > 0
                                ? Finding.fail(Check.VALUES, values.shownNotFinite(), "Merge again from intact parents")
                                : Finding.warn(
                                        Check.VALUES,
                                        values.name() + " is all zeros",
                                        "Was it meant to be? A parent may be damaged")));
        return findings;
    }
}
