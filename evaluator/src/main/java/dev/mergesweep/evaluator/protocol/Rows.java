package dev.mergesweep.evaluator.protocol;

import dev.mergesweep.evaluator.Document;
import dev.mergesweep.evaluator.Document.Span;
import dev.mergesweep.evaluator.tokenizer.Tokenizer;
import dev.mergesweep.evaluator.tokenizer.Tokens;
import dev.mergesweep.merger.yaml.InputException;
import dev.mergesweep.merger.yaml.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Makes rows of ids from documents, with BOS where the protocol wants it. */
final class Rows {
    /** Between the documents of a joined text. */
    private static final String BETWEEN = "\n\n";

    private final Protocol protocol;
    private final Tokenizer tokenizer;
    private final OptionalLong bos;

    /** @throws InputException where BOS is asked for and the tokenizer has none */
    Rows(Protocol protocol, Tokenizer tokenizer) {
        this.protocol = protocol;
        this.tokenizer = tokenizer;
        boolean wanted = switch (protocol.bos()) {
            case AUTO -> tokenizer.addsBos();
            case ALWAYS -> true;
            case NEVER -> false;
        };
        if (wanted && tokenizer.bos().isEmpty()) {
            throw new InputException(
                    Place.of(tokenizer.file()),
                    "the tokenizer has no BOS, but one is asked for",
                    "Use bos: auto or never");
        }
        this.bos = wanted ? tokenizer.bos() : OptionalLong.empty();
    }

    /** One document alone. */
    Row of(Document document) {
        Tokens tokens = protocol instanceof Protocol.Rolling ? rolling(document.text()) : begun(document.text());
        return new Row(tokens, document.text(), new Answers(document.answers()), Row.AS_IT_IS);
    }

    /** All documents as one text. */
    Row joined(List<Document> documents) {
        StringBuilder text = new StringBuilder();
        List<Span> answers = new ArrayList<>();
        boolean someAnswers =
                documents.stream().anyMatch(document -> !document.answers().isEmpty());
        for (int i = 0; i < documents.size(); i++) {
            Document document = documents.get(i);
            text.append(i == 0 ? "" : BETWEEN);
            if (someAnswers) {
                answers.addAll(shifted(document, text.length()));
            }
            text.append(document.text());
        }
        boolean halves = protocol instanceof Protocol.HalfWindow;
        if (halves && !text.isEmpty() && text.charAt(text.length() - 1) == '\n') {
            // As llama-perplexity does when it reads its file.
            text.setLength(text.length() - 1);
        }
        long start = halves && bos.isPresent() ? bos.getAsLong() : Row.AS_IT_IS;
        return new Row(begun(text.toString()), text.toString(), new Answers(answers), start);
    }

    private static List<Span> shifted(Document document, int by) {
        if (document.answers().isEmpty()) {
            int length = document.text().length();
            return length == 0 ? List.of() : List.of(new Span(by, by + length));
        }
        return document.answers().stream()
                .map(span -> new Span(span.begin() + by, span.end() + by))
                .toList();
    }

    /** One BOS at most: a text that says BOS itself gets no second one. */
    private Tokens begun(String text) {
        Tokens tokens = tokenizer.encode(text);
        boolean there = bos.isPresent() && tokens.size() > 0 && tokens.id(0) == bos.getAsLong();
        return bos.isEmpty() || there ? tokens : tokens.behind(bos.getAsLong());
    }

    /** Behind BOS, or EOS where there is none, which only predicts; {@code always} is lm-eval's {@code add_bos_token}. */
    private Tokens rolling(String text) {
        Tokens tokens = protocol.bos() == Bos.ALWAYS ? tokenizer.encodeWithAdded(text) : tokenizer.encode(text);
        OptionalLong prefix = tokenizer.bos().isPresent() ? tokenizer.bos() : tokenizer.eos();
        return tokens.behind(prefix.orElseThrow(() -> new InputException(
                Place.of(tokenizer.file()),
                "protocol rolling begins a text with BOS or EOS, but the tokenizer has neither",
                "Use another protocol")));
    }
}
