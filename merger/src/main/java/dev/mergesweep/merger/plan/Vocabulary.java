package dev.mergesweep.merger.plan;

/** The rows of embeddings, where a tokenizer is put together. */
interface Vocabulary {
    /** Whether rows are chosen at all. */
    boolean rebuilds();

    /**
     * The rows of one model's part in an embedding.
     *
     * @param tensor its name in the model
     * @param output its name in the output
     */
    Rows rows(int parent, String tensor, String output);

    /** Every model's rows as they are. */
    Vocabulary UNCHANGED = new Vocabulary() {
        @Override
        public boolean rebuilds() {
            return false;
        }

        @Override
        public Rows rows(int parent, String tensor, String output) {
            return new Rows.All();
        }
    };
}
