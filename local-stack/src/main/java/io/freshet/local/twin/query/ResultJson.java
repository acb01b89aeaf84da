package io.freshet.local.twin.query;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;

/** Writes a result as {@code {"columns":[{"name","type"}],"rows":[[…]],"row_count":n,"truncated":false}}. */
final class ResultJson {
    private static final JsonFactory JSON = new JsonFactory();

    private ResultJson() {}

    static ByteArrayOutputStream write(ResultSet rows, QueryLimits limits) throws SQLException, IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            int columns = writeColumns(rows.getMetaData(), json);
            json.writeArrayFieldStart("rows");
            int count = 0;
            boolean more = rows.next();
            while (more && count < limits.rows() && bytes.size() < limits.bytes()) {
                json.writeStartArray();
                for (int i = 1; i <= columns; i++) {
                    ValueJson.write(rows.getObject(i), json);
                }
                json.writeEndArray();
                count++;
                more = rows.next();
            }
            json.writeEndArray();
            json.writeNumberField("row_count", count);
            json.writeBooleanField("truncated", more);
            json.writeEndObject();
        }
        return bytes;
    }

    private static int writeColumns(ResultSetMetaData columns, JsonGenerator json) throws SQLException, IOException {
        json.writeArrayFieldStart("columns");
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            json.writeStartObject();
            json.writeStringField("name", columns.getColumnLabel(i));
            json.writeStringField("type", columns.getColumnTypeName(i));
            json.writeEndObject();
        }
        json.writeEndArray();
        return columns.getColumnCount();
    }
}
