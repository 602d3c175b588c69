package dev.mergesweep.evaluator.corpus;

import dev.hardwood.InputFile;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowReader;
import dev.hardwood.row.FieldAccessor;
import dev.hardwood.row.PqList;
import dev.hardwood.row.PqStruct;
import dev.hardwood.schema.ColumnProjection;
import dev.hardwood.schema.SchemaNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A Parquet file, of which only the columns that hold documents are read. */
final class ParquetRows {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private ParquetRows() {}

    static void read(Part part, Rows rows) throws IOException {
        try (ParquetFileReader file = ParquetFileReader.open(
                InputFile.of(ByteBuffer.wrap(part.stream().readAllBytes())))) {
            List<String> columns = file.getFileSchema().getRootNode().children().stream()
                    .map(SchemaNode::name)
                    .toList();
            String[] wanted = columns.stream().filter(rows.fields()::contains).toArray(String[]::new);
            if (Arrays.stream(wanted).noneMatch(rows::holdsDocuments)) {
                rows.error(
                        part.place(),
                        "there is no column %s, only %s"
                                .formatted(rows.fields().getFirst(), String.join(", ", columns)),
                        SharedMistakes.advice(rows.fields().getFirst(), columns, "column"));
                return;
            }
            try (RowReader reader = file.buildRowReader()
                    .projection(ColumnProjection.columns(wanted))
                    .build()) {
                for (int row = 1; rows.open(part) && reader.hasNext(); row++) {
                    reader.next();
                    // A row is the nearest thing to a line that a Parquet file has.
                    rows.addRow(object(reader, wanted), part.line(row));
                }
            }
        } catch (RuntimeException | IOException e) {
            rows.error(
                    part.place(),
                    "this Parquet file cannot be read: " + e.getMessage(),
                    "Write it again, with snappy, gzip, zstd or no compression");
        }
    }

    private static ObjectNode object(FieldAccessor row, String[] names) {
        ObjectNode object = JSON.objectNode();
        for (String name : names) {
            object.set(name, row.isNull(name) ? JSON.nullNode() : node(row.getValue(name)));
        }
        return object;
    }

    private static JsonNode node(@Nullable Object value) {
        return switch (value) {
            case null -> JSON.nullNode();
            case String text -> JSON.stringNode(text);
            case Integer number -> JSON.numberNode(number);
            case Long number -> JSON.numberNode(number);
            case Boolean truth -> JSON.booleanNode(truth);
            case PqStruct struct -> object(struct, names(struct));
            case PqList list -> array(list);
            default -> JSON.stringNode(value.toString());
        };
    }

    private static String[] names(PqStruct struct) {
        String[] names = new String[struct.getFieldCount()];
        for (int i = 0; i < names.length; i++) {
            names[i] = struct.getFieldName(i);
        }
        return names;
    }

    private static ArrayNode array(PqList list) {
        ArrayNode array = JSON.arrayNode();
        for (int i = 0; i < list.size(); i++) {
            array.add(list.isNull(i) ? JSON.nullNode() : node(list.get(i)));
        }
        return array;
    }
}
