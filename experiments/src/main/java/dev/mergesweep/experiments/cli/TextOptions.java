package dev.mergesweep.experiments.cli;

import dev.mergesweep.evaluator.protocol.Bos;
import dev.mergesweep.evaluator.protocol.Protocol;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import tools.jackson.databind.node.ObjectNode;

/** Which texts a command reads, and how they become scored tokens. */
final class TextOptions {
    @Option(
            names = "--text",
            paramLabel = "FILE",
            arity = "1..*",
            description =
                    "Plain text, JSONL or Parquet, also as .gz or .zst; a glob; - for standard input. A domain each file.")
    List<String> texts = List.of();

    @Option(
            names = "--protocol",
            paramLabel = "NAME",
            defaultValue = "documents",
            description =
                    "documents, stream (GPTQ), strided (Hugging Face's guide), rolling (lm-eval) or half-window (llama.cpp).")
    private String protocol = "documents";

    @Option(
            names = "--context",
            paramLabel = "N",
            description = "Ids in a window (default: 2048 or the model's limit).")
    private int context;

    @Option(
            names = "--stride",
            paramLabel = "N",
            description = "From window to window (default: the context; strided: half).")
    private int stride;

    @Option(
            names = "--bos",
            paramLabel = "auto|always|never",
            defaultValue = "auto",
            description = "Whether BOS begins a text (default: as the tokenizer does).")
    private Bos bos = Bos.AUTO;

    @Option(
            names = "--field",
            paramLabel = "NAME",
            description = "Field that holds the text in JSONL and Parquet (default: text).")
    private String field = "";

    @Option(names = "--limit", paramLabel = "N", description = "The first N documents of each file only.")
    private int limit = Integer.MAX_VALUE;

    /** @param tokenIds file of ids in place of texts, or null */
    EvaluatedTexts texts(@Nullable String tokenIds) {
        return new EvaluatedTexts(texts, tokenIds, field, limit);
    }

    /**
     * @param config of the checkpoint that reads the texts
     * @param warning hears of a context longer than the checkpoint knows
     * @throws ParameterException where the options do not go together
     */
    Protocol protocol(ObjectNode config, CommandLine line, Consumer<String> warning) {
        try {
            int ids = context == 0 ? Protocol.defaultContext(config) : context;
            String doubt = Protocol.doubt(ids, config);
            if (!doubt.isEmpty()) {
                warning.accept(doubt);
            }
            return Protocol.of(protocol, ids, stride, bos);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(line, String.valueOf(e.getMessage()), e);
        }
    }
}
