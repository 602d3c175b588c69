package dev.mergesweep.sweep;

import dev.mergesweep.evaluator.Domain;
import dev.mergesweep.evaluator.chat.ChatTemplates;
import dev.mergesweep.evaluator.corpus.Corpus;
import dev.mergesweep.evaluator.corpus.SimilarTexts;
import dev.mergesweep.evaluator.corpus.Split;
import dev.mergesweep.evaluator.protocol.Preparation;
import dev.mergesweep.evaluator.protocol.PreparedDocument;
import dev.mergesweep.evaluator.protocol.PreparedTexts;
import dev.mergesweep.evaluator.protocol.Protocol;
import dev.mergesweep.evaluator.tokenizer.Tokenizer;
import dev.mergesweep.merger.yaml.InputException;
import dev.mergesweep.merger.yaml.Place;
import dev.mergesweep.merger.yaml.Problem;
import dev.mergesweep.merger.yaml.Problems;
import dev.mergesweep.sweep.store.StoredDocument;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * The texts of an experiment, ready to be scored.
 *
 * @param tokenizer digest of the tokenizer that made ids of them
 * @param warnings of sides with few documents, files that a limit leaves out, and texts that are there more than once
 */
record Texts(PreparedTexts prepared, String tokenizer, List<String> warnings) {
    /** Below it a side of a domain has little to say. */
    private static final int FEW = 30;

    /**
     * @param folder of the checkpoint whose tokenizer is used
     * @param config of that checkpoint
     * @throws InputException with everything that is wrong with the texts
     */
    static Texts read(Experiment experiment, Path folder, ObjectNode config) {
        Evaluate validation = experiment.evaluate();
        try (Tokenizer tokenizer = Tokenizer.open(folder)) {
            Corpus corpus =
                    new Corpus(List.of(experiment.source().folder(), Path.of("")), System.in, ChatTemplates.of(folder));
            Problems problems = new Problems();
            List<Domain> domains = corpus.read(validation.domains(), problems);
            Protocol protocol = validation.protocol().resolve(config);
            PreparedTexts prepared = Preparation.prepare(protocol, tokenizer, domains, validation.confirm());
            List<String> warnings = new ArrayList<>(checkSides(experiment, prepared));
            problems.warnings().stream().map(Problem::toString).forEach(warnings::add);
            String doubt = Protocol.doubt(protocol.context(), config);
            if (!doubt.isEmpty()) {
                warnings.add(doubt);
            }
            warnings.addAll(SimilarTexts.warnings(domains, validation.confirm()));
            return new Texts(prepared, tokenizer.digest(), warnings);
        } catch (IllegalArgumentException e) {
            throw Experiment.problem(
                    validation.protocol().place(), "evaluate.protocol", String.valueOf(e.getMessage()), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> checkSides(Experiment experiment, PreparedTexts prepared) {
        Problems problems = new Problems();
        List<String> few = new ArrayList<>();
        Place place = Place.of(experiment.source().file().toString());
        for (String domain : prepared.domains()) {
            for (Split side : Split.sides(experiment.evaluate().confirm())) {
                int documents = prepared.scored(domain, side).size();
                if (documents < 2) {
                    problems.error(
                            place,
                            "evaluate.domains",
                            "domain \"%s\" has %d scored document%s on the %s side, at least 2 are needed"
                                    .formatted(domain, documents, documents == 1 ? "" : "s", side.word()),
                            side == Split.ALL ? "Add documents" : "Add documents, or change evaluate.confirm");
                } else if (documents < FEW) {
                    few.add("%s %d%s".formatted(domain, documents, side == Split.ALL ? "" : " to " + side.word()));
                }
            }
        }
        problems.throwIfAny();
        return few.isEmpty()
                ? List.of()
                : List.of("few documents (%s); below %d intervals are wide".formatted(String.join(", ", few), FEW));
    }

    /** What the run's store keeps of them. */
    List<StoredDocument> stored() {
        return prepared.documents().stream().map(Texts::stored).toList();
    }

    private static StoredDocument stored(PreparedDocument document) {
        return new StoredDocument(
                document.domain(),
                document.id(),
                document.split().word(),
                document.digest(),
                document.tokens(),
                document.bytes(),
                document.words());
    }
}
