package io.freshet.local.twin.query;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Array;
import java.sql.Blob;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.duckdb.DuckDBStruct;
import org.jspecify.annotations.Nullable;

/**
 * One value as JSON, without loss: numbers with all their digits, instants as ISO-8601 in UTC, times without a zone as such, blobs as
 * base64. NaN and infinities, which JSON has no numbers for, and whatever else the database knows are strings as it writes them.
 */
final class ValueJson {
    private ValueJson() {}

    static void write(@Nullable Object value, JsonGenerator json) throws SQLException, IOException {
        switch (value) {
            case null -> json.writeNull();
            case Boolean truth -> json.writeBoolean(truth);
            case BigInteger integer -> json.writeNumber(integer);
            case BigDecimal decimal -> json.writeNumber(decimal.toPlainString());
            case Double number -> writeDouble(number, json);
            case Float number -> writeDouble(Double.parseDouble(number.toString()), json);
            case Number integer -> json.writeNumber(integer.longValue());
            case OffsetDateTime instant -> json.writeString(DateTimeFormatter.ISO_INSTANT.format(instant));
            case Timestamp local ->
                json.writeString(DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(local.toLocalDateTime()));
            case LocalDateTime local -> json.writeString(DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(local));
            case LocalDate date -> json.writeString(date.toString());
            case LocalTime time -> json.writeString(DateTimeFormatter.ISO_LOCAL_TIME.format(time));
            case byte[] bytes -> json.writeBinary(bytes);
            case Blob blob -> json.writeBinary(blob.getBytes(1, Math.toIntExact(blob.length())));
            case Array array -> writeArray((Object[]) array.getArray(), json);
            case DuckDBStruct struct -> writeObject(struct.getMap(), json);
            case Map<?, ?> map -> writeObject(map, json);
            default -> json.writeString(value.toString());
        }
    }

    private static void writeDouble(double number, JsonGenerator json) throws IOException {
        if (Double.isFinite(number)) {
            json.writeNumber(number);
        } else {
            json.writeString(Double.toString(number));
        }
    }

    private static void writeArray(@Nullable Object[] elements, JsonGenerator json) throws SQLException, IOException {
        json.writeStartArray();
        for (Object element : elements) {
            write(element, json);
        }
        json.writeEndArray();
    }

    private static void writeObject(Map<?, ?> fields, JsonGenerator json) throws SQLException, IOException {
        json.writeStartObject();
        for (Map.Entry<?, ?> field : fields.entrySet()) {
            json.writeFieldName(String.valueOf(field.getKey()));
            write(field.getValue(), json);
        }
        json.writeEndObject();
    }
}
