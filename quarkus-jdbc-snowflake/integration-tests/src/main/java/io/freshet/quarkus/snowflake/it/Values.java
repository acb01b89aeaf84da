package io.freshet.quarkus.snowflake.it;

import java.math.BigDecimal;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.HexFormat;
import java.util.List;

/** Values as text in requests and answers, as their own types towards the driver. */
final class Values {

    private Values() {}

    /** Binds values written as {@code type:value}; {@code null:} alone is null. */
    static void bind(PreparedStatement statement, List<String> values) throws SQLException {
        for (int i = 0; i < values.size(); i++) {
            String[] parts = values.get(i).split(":", 2);
            bind(statement, i + 1, parts[0], parts[1]);
        }
    }

    private static void bind(PreparedStatement statement, int index, String type, String value) throws SQLException {
        switch (type) {
            case "null" -> statement.setNull(index, Types.VARCHAR);
            case "text" -> statement.setString(index, value);
            case "int" -> statement.setInt(index, Integer.parseInt(value));
            case "long" -> statement.setLong(index, Long.parseLong(value));
            case "decimal" -> statement.setBigDecimal(index, new BigDecimal(value));
            case "double" -> statement.setDouble(index, Double.parseDouble(value));
            case "boolean" -> statement.setBoolean(index, Boolean.parseBoolean(value));
            case "bytes" -> statement.setBytes(index, HexFormat.of().parseHex(value));
            case "date" -> statement.setDate(index, Date.valueOf(LocalDate.parse(value)));
            case "time" -> statement.setTime(index, Time.valueOf(LocalTime.parse(value)));
            case "instant" -> statement.setTimestamp(index, Timestamp.from(Instant.parse(value)));
            case "datetime" -> statement.setTimestamp(index, Timestamp.valueOf(LocalDateTime.parse(value)));
            default -> throw new IllegalArgumentException(type);
        }
    }

    static String read(ResultSet rows, int column, String as) throws SQLException {
        Object value = switch (as) {
            case "text" -> rows.getString(column);
            case "decimal" -> rows.getBigDecimal(column);
            case "long" -> rows.getLong(column);
            case "double" -> rows.getDouble(column);
            case "boolean" -> rows.getBoolean(column);
            case "bytes" -> {
                byte[] bytes = rows.getBytes(column);
                yield bytes == null ? null : HexFormat.of().formatHex(bytes);
            }
            case "instant" -> {
                Timestamp timestamp = rows.getTimestamp(column);
                yield timestamp == null ? null : timestamp.toInstant();
            }
            case "date" -> rows.getDate(column);
            case "time" -> rows.getTime(column);
            case "type" -> rows.getMetaData().getColumnTypeName(column);
            default -> rows.getObject(column);
        };
        return rows.wasNull() && !as.equals("type") ? null : String.valueOf(value);
    }
}
