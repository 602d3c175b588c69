package dev.mergesweep.merger;

import dev.mergesweep.merger.TensorSource.Header;
import dev.mergesweep.merger.checkpoint.Checkpoint;
import dev.mergesweep.merger.checkpoint.Digests;
import dev.mergesweep.merger.checkpoint.ElementType;
import dev.mergesweep.merger.checkpoint.Shape;
import dev.mergesweep.merger.kernel.AssembledRows;
import dev.mergesweep.merger.kernel.Codec;
import dev.mergesweep.merger.kernel.Corner;
import dev.mergesweep.merger.kernel.Operand;
import dev.mergesweep.merger.kernel.Rounding;
import dev.mergesweep.merger.plan.Input;
import dev.mergesweep.merger.plan.Parent;
import dev.mergesweep.merger.plan.Rows;
import dev.mergesweep.merger.plan.Rows.Row;
import dev.mergesweep.merger.yaml.InputException;
import dev.mergesweep.merger.yaml.Place;
import dev.mergesweep.merger.yaml.Problem;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Turns the inputs of a plan into operands: reads, rounds to the input's type, chooses rows. */
final class InputOperands {
    private final List<Parent> parents;

    InputOperands(List<Parent> parents) {
        this.parents = List.copyOf(parents);
    }

    TensorSource parent(int index) {
        return parents.get(index).tensors();
    }

    Header header(int parent, String tensor) {
        Header header = parent(parent).headers().get(tensor);
        if (header == null) {
            throw new IllegalArgumentException(
                    "%s holds no tensor %s".formatted(parent(parent).name(), tensor));
        }
        return header;
    }

    /** Whether the operation gets the parent's tensor as it is stored, to be written in the same type. */
    boolean unchanged(Input input, ElementType written) {
        ElementType stored = header(input.parent(), input.tensor()).type();
        return input.rows() instanceof Rows.All && stored == input.type() && stored == written;
    }

    /** Digest of what the operation gets. */
    String identity(Input input) {
        return Digests.of(decisive(input));
    }

    /** Everything that decides what the operation gets: three texts. */
    List<String> decisive(Input input) {
        String rows = switch (input.rows()) {
            case Rows.All() -> "all";
            case Rows.Corner(long count, long columns) -> count + " x " + columns;
            case Rows.Chosen(List<Row> chosen) -> rows(chosen);
        };
        return List.of(
                parent(input.parent()).identity(input.tensor()), input.type().name(), rows);
    }

    private String rows(List<Row> rows) {
        List<String> parts = new ArrayList<>();
        for (Row row : rows) {
            switch (row) {
                case Row.Of of -> parts.add(identity(of));
                case Row.Mean(List<Row.Of> several) -> {
                    parts.add("mean of " + several.size());
                    several.forEach(of -> parts.add(identity(of)));
                }
                case Row.Zero() -> parts.add("zero");
                case Row.Padding() -> parts.add("padding");
            }
        }
        return Digests.of(parts);
    }

    private String identity(Row.Of row) {
        return parent(row.parent()).identity(row.tensor()) + " " + row.index();
    }

    Operand of(Input input) {
        return switch (input.rows()) {
            case Rows.All() -> rounded(input.parent(), input.tensor(), input.type());
            case Rows.Corner(long rows, long columns) ->
                new Corner(
                        rounded(input.parent(), input.tensor(), input.type()),
                        header(input.parent(), input.tensor())
                                .shape()
                                .dimensions()
                                .getLast(),
                        rows,
                        columns);
            case Rows.Chosen(List<Row> rows) -> chosen(input, rows);
        };
    }

    private Operand chosen(Input input, List<Row> rows) {
        Shape shape = header(input.parent(), input.tensor()).shape();
        RowReader reader =
                new RowReader(input.type(), Math.toIntExact(shape.dimensions().getLast()));
        List<AssembledRows.Row> assembled = new ArrayList<>();
        List<Integer> padding = new ArrayList<>();
        for (Row row : rows) {
            if (row instanceof Row.Padding) {
                padding.add(assembled.size());
            }
            assembled.add(reader.row(row));
        }
        if (!padding.isEmpty()) {
            AssembledRows.Row mean = reader.mean(assembled, padding);
            padding.forEach(index -> assembled.set(index, mean));
        }
        return new AssembledRows(assembled, reader.width);
    }

    /** Reads single rows of parents' matrices. */
    private final class RowReader {
        private final ElementType type;
        private final int width;
        private final AssembledRows.Row zero;
        private final Map<List<Object>, Operand> matrices = new HashMap<>();

        RowReader(ElementType type, int width) {
            this.type = type;
            this.width = width;
            this.zero = new AssembledRows.Known(new float[width]);
        }

        AssembledRows.Row row(Row row) {
            return switch (row) {
                case Row.Of of -> stored(of);
                case Row.Mean(List<Row.Of> several) -> mean(several);
                case Row.Zero() -> zero;
                case Row.Padding() -> zero;
            };
        }

        private AssembledRows.Row stored(Row.Of of) {
            Operand matrix = matrices.computeIfAbsent(
                    List.of(of.parent(), of.tensor()), key -> rounded(of.parent(), of.tensor(), type));
            return new AssembledRows.Of(matrix, of.index(), width);
        }

        /** As torch adds in the type of the merge: every sum is rounded, then the quotient. */
        private AssembledRows.Row mean(List<Row.Of> several) {
            float[] sum = new float[width];
            for (Row.Of of : several) {
                float[] values = values(stored(of));
                for (int i = 0; i < width; i++) {
                    sum[i] += values[i];
                }
                round(sum);
            }
            for (int i = 0; i < width; i++) {
                sum[i] /= several.size();
            }
            round(sum);
            return new AssembledRows.Known(sum);
        }

        private AssembledRows.Row mean(List<AssembledRows.Row> rows, List<Integer> padding) {
            double[] sum = new double[width];
            for (int k = 0; k < rows.size(); k++) {
                if (!padding.contains(k)) {
                    float[] values = values(rows.get(k));
                    for (int i = 0; i < width; i++) {
                        sum[i] += values[i];
                    }
                }
            }
            float[] mean = new float[width];
            for (int i = 0; i < width; i++) {
                mean[i] = (float) (sum[i] / (rows.size() - padding.size()));
            }
            round(mean);
            return new AssembledRows.Known(mean);
        }

        private float[] values(AssembledRows.Row row) {
            float[] all = new float[width];
            float[] tile = new float[Codec.TILE];
            for (int at = 0; at < width; at += Codec.TILE) {
                int count = Math.min(Codec.TILE, width - at);
                row.read(at, tile, count);
                System.arraycopy(tile, 0, all, at, count);
            }
            return all;
        }

        private void round(float[] values) {
            Rounding rounding = Rounding.to(type);
            float[] tile = new float[Codec.TILE];
            for (int at = 0; at < width; at += Codec.TILE) {
                int count = Math.min(Codec.TILE, width - at);
                System.arraycopy(values, at, tile, 0, count);
                rounding.apply(tile, count);
                System.arraycopy(tile, 0, values, at, count);
            }
        }
    }

    private Operand rounded(int parent, String tensor, ElementType type) {
        ElementType stored = header(parent, tensor).type();
        for (ElementType one : List.of(stored, type)) {
            if (!Codec.supports(one)) {
                throw new InputException(List.of(new Problem(
                        Place.of(parent(parent).name()),
                        tensor,
                        "%s can only be copied, neither merged nor cast".formatted(one.torchName()),
                        "Convert the checkpoint to bfloat16, float16 or float32 first")));
            }
        }
        return Operand.of(stored, bytes(parent(parent), tensor)).rounded(type);
    }

    /** Mapped where the parent is a checkpoint. */
    static MemorySegment bytes(TensorSource source, String tensor) {
        if (source instanceof Checkpoint checkpoint) {
            return checkpoint.bytes(tensor);
        }
        Header header = source.headers().get(tensor);
        if (header == null) {
            throw new IllegalArgumentException("%s holds no tensor %s".formatted(source.name(), tensor));
        }
        MemorySegment copy = Arena.ofAuto().allocate(header.bytes());
        source.read(tensor, copy);
        return copy;
    }
}
