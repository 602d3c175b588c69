package dev.mergesweep.evaluator.djl;

import dev.mergesweep.evaluator.architecture.Weight;
import dev.mergesweep.evaluator.architecture.family.Families;
import dev.mergesweep.merger.TensorSource;
import dev.mergesweep.merger.checkpoint.ElementType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.Set;
import java.util.SplittableRandom;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Random bfloat16 tensors of the names and shapes that a config asks for: uniform, scaled by the root of their width. */
final class SyntheticSource implements TensorSource {
    private final ObjectNode config;
    private final SequencedMap<String, Header> headers = new LinkedHashMap<>();

    SyntheticSource(String config) {
        this.config = (ObjectNode) JsonMapper.shared().readTree(config);
        for (Weight weight : StageScripts.weights(Families.read(this.config, "config.json", Set.of()))) {
            headers.put(weight.name(), new Header(ElementType.BF16, weight.shape()));
        }
    }

    /** A Llama of SmolLM-135M's shape. */
    static SyntheticSource smolLm() {
        return new SyntheticSource(llama(576, 30, 9, 3, 1536, 49152));
    }

    static String llama(int hidden, int layers, int heads, int keyValue, int inner, int vocabulary) {
        return """
                {"model_type": "llama", "hidden_size": %d, "num_hidden_layers": %d, "num_attention_heads": %d,
                 "num_key_value_heads": %d, "intermediate_size": %d, "vocab_size": %d, "rms_norm_eps": 1e-5,
                 "tie_word_embeddings": true, "max_position_embeddings": 2048}""".formatted(hidden, layers, heads, keyValue, inner, vocabulary);
    }

    @Override
    public String name() {
        return "synthetic";
    }

    @Override
    public ObjectNode config() {
        return config.deepCopy();
    }

    @Override
    public SequencedMap<String, Header> headers() {
        return headers;
    }

    @Override
    public String identity(String tensor) {
        return Integer.toHexString(tensor.hashCode());
    }

    @Override
    public void read(String tensor, MemorySegment target) {
        Header header = headers.get(tensor);
        boolean vector = header.shape().rank() == 1;
        double spread = vector ? 0.2 : 2 / Math.sqrt(header.shape().dimensions().getLast());
        SplittableRandom random = new SplittableRandom(tensor.hashCode());
        for (long i = 0; i < header.shape().elements(); i++) {
            float value = (float) ((random.nextDouble() - 0.5) * spread + (vector ? 1 : 0));
            target.setAtIndex(ValueLayout.JAVA_SHORT, i, (short) (Float.floatToRawIntBits(value) >>> 16));
        }
    }
}
