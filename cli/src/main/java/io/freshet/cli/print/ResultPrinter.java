package io.freshet.cli.print;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;

/** Writes the rows of a query. */
public final class ResultPrinter {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    private final PrintWriter out;

    public ResultPrinter(PrintWriter out) {
        this.out = out;
    }

    /** @param rows each with a value for every column */
    public void print(ResultFormat format, List<String> columns, List<List<JsonNode>> rows) {
        switch (format) {
            case TABLE -> table(columns, rows);
            case CSV -> csv(columns, rows);
            case JSON -> json(columns, rows);
        }
        out.flush();
    }

    private void table(List<String> columns, List<List<JsonNode>> rows) {
        TextTable table = new TextTable(columns);
        rows.forEach(
                row -> table.add(row.stream().map(cell -> text(cell, "NULL")).toList()));
        table.print(out);
        out.println(rows.size() == 1 ? "1 row" : rows.size() + " rows");
    }

    private void csv(List<String> columns, List<List<JsonNode>> rows) {
        out.print(csvLine(columns));
        rows.forEach(row ->
                out.print(csvLine(row.stream().map(cell -> text(cell, "")).toList())));
    }

    private static String csvLine(List<String> cells) {
        return cells.stream().map(ResultPrinter::quoted).collect(Collectors.joining(",", "", "\n"));
    }

    private static String quoted(String cell) {
        boolean plain = cell.chars().noneMatch(c -> c == '"' || c == ',' || c == '\n' || c == '\r');
        return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }

    private void json(List<String> columns, List<List<JsonNode>> rows) {
        ArrayNode array = JSON.createArrayNode();
        for (List<JsonNode> row : rows) {
            ObjectNode object = array.addObject();
            for (int i = 0; i < columns.size(); i++) {
                object.set(columns.get(i), row.get(i));
            }
        }
        try {
            out.println(JSON.writeValueAsString(array));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree of plain values", impossible);
        }
    }

    private static String text(JsonNode cell, String absent) {
        if (cell.isNull() || cell.isMissingNode()) {
            return absent;
        }
        if (cell.isBigDecimal()) {
            return cell.decimalValue().toPlainString();
        }
        return cell.isValueNode() ? cell.asText() : cell.toString();
    }
}
