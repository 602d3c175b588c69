package dev.mergesweep.merger.yaml;

/**
 * One mistake in one input, told so that the reader can mend it.
 *
 * @param key dotted path of the key, {@code parameters.t[0].filter}; empty where no key is concerned
 * @param what what is wrong, without a full stop
 * @param advice what to do, a sentence without a full stop; empty where nothing can be advised
 */
public record Problem(Place place, String key, String what, String advice) {

    /** For example {@code slerp.yaml:9: dtype: "bf16" is not an element type. Use bfloat16, float16 or float32}. */
    @Override
    public String toString() {
        String where = key.isEmpty() ? place + ": " : place + ": " + key + ": ";
        return where + what + (advice.isEmpty() ? "" : ". " + advice);
    }
}
