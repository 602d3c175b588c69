package dev.mergesweep.merger.plan;

import java.util.List;

/** Which rows of a matrix take part. */
public sealed interface Rows {
    /** The tensor as it is. */
    record All() implements Rows {}

    /** The top left corner: of embeddings of different sizes, what both have. */
    record Corner(long rows, long columns) implements Rows {}

    /** Row by row, for a vocabulary that is put together; {@code rows.size()} rows of the tensor's width. */
    record Chosen(List<Row> rows) implements Rows {
        public Chosen {
            rows = List.copyOf(rows);
        }
    }

    /** One row of a chosen matrix. All are rounded to the input's type before use. */
    sealed interface Row {
        /** Row {@code index} of a tensor of a parent, which may be another than the input's own. */
        record Of(int parent, String tensor, long index) implements Row {}

        /** The mean of several rows, summed in the order given. */
        record Mean(List<Of> rows) implements Row {
            public Mean {
                rows = List.copyOf(rows);
            }
        }

        record Zero() implements Row {}

        /** Padding: the mean of all rows of this matrix that are no padding. */
        record Padding() implements Row {}
    }
}
