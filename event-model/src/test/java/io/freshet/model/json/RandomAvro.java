package io.freshet.model.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;

/** Random schemas, values of them, and every form in which JSON may say such a value: written without looking at the transcoder. */
final class RandomAvro {
    private static final int KINDS = 20;
    private static final int SCALARS = 17;

    private final Random random;
    private int names;

    RandomAvro(long seed) {
        random = new Random(seed);
    }

    // --- schemas ---

    /** An event type's schema: the key {@code k} and up to eight fields. */
    Schema eventSchema() {
        List<Schema.Field> fields = new ArrayList<>();
        fields.add(new Schema.Field("k", Schema.create(Schema.Type.STRING)));
        fields.addAll(fields(1 + random.nextInt(8), 3));
        Collections.shuffle(fields, random);
        Schema schema = Schema.createRecord("Event", null, "test", false, fields);
        schema.addProp("freshet.ingest", true);
        schema.addProp("freshet.key", "k");
        return schema;
    }

    private List<Schema.Field> fields(int count, int depth) {
        List<Schema.Field> fields = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Schema type = random.nextInt(4) == 0 ? union(depth) : schema(depth);
            fields.add(new Schema.Field("f" + names++, type));
        }
        return fields;
    }

    private Schema union(int depth) {
        List<Schema> branches = new ArrayList<>(List.of(Schema.create(Schema.Type.NULL), schema(depth)));
        Collections.shuffle(branches, random);
        return Schema.createUnion(branches);
    }

    private Schema schema(int depth) {
        int kind = random.nextInt(depth > 0 ? KINDS : SCALARS);
        return switch (kind) {
            case 0 -> Schema.create(Schema.Type.BOOLEAN);
            case 1 -> Schema.create(Schema.Type.INT);
            case 2 -> Schema.create(Schema.Type.LONG);
            case 3 -> Schema.create(Schema.Type.FLOAT);
            case 4 -> Schema.create(Schema.Type.DOUBLE);
            case 5 -> Schema.create(Schema.Type.BYTES);
            case 6 -> Schema.create(Schema.Type.STRING);
            case 7 -> Schema.createFixed("X" + names++, null, "test", random.nextInt(9));
            case 8 -> Schema.createEnum("N" + names++, null, "test", List.of("A", "B", "C"));
            case 9 -> {
                int precision = 1 + random.nextInt(45);
                yield LogicalTypes.decimal(precision, random.nextInt(precision + 1))
                        .addToSchema(Schema.create(Schema.Type.BYTES));
            }
            case 10 -> LogicalTypes.decimal(10, 3).addToSchema(Schema.createFixed("D" + names++, null, "test", 8));
            case 11 -> LogicalTypes.timestampMillis().addToSchema(Schema.create(Schema.Type.LONG));
            case 12 -> LogicalTypes.timestampMicros().addToSchema(Schema.create(Schema.Type.LONG));
            case 13 -> LogicalTypes.localTimestampMillis().addToSchema(Schema.create(Schema.Type.LONG));
            case 14 -> LogicalTypes.date().addToSchema(Schema.create(Schema.Type.INT));
            case 15 -> LogicalTypes.timeMicros().addToSchema(Schema.create(Schema.Type.LONG));
            case 16 -> LogicalTypes.uuid().addToSchema(Schema.create(Schema.Type.STRING));
            case 17 -> Schema.createArray(schema(depth - 1));
            case 18 -> Schema.createMap(schema(depth - 1));
            default -> Schema.createRecord("R" + names++, null, "test", false, fields(random.nextInt(5), depth - 1));
        };
    }

    // --- values ---

    @Nullable
    Object datum(Schema schema) {
        if (schema.getLogicalType() instanceof LogicalTypes.Decimal decimal) {
            return decimal(schema, decimal);
        }
        return switch (schema.getType()) {
            case NULL -> null;
            case BOOLEAN -> random.nextBoolean();
            case INT ->
                schema.getLogicalType() == null
                        ? random.nextInt() >> random.nextInt(31)
                        : random.nextInt(40_000) - 10_000;
            case LONG -> number(schema);
            case FLOAT -> finite(Float.intBitsToFloat(random.nextInt()));
            case DOUBLE -> finite(Double.longBitsToDouble(random.nextLong()));
            case STRING ->
                schema.getLogicalType() == null ? text() : new UUID(random.nextLong(), random.nextLong()).toString();
            case BYTES -> ByteBuffer.wrap(bytes(random.nextInt(200)));
            case FIXED -> new GenericData.Fixed(schema, bytes(schema.getFixedSize()));
            case ENUM ->
                new GenericData.EnumSymbol(
                        schema,
                        schema.getEnumSymbols()
                                .get(random.nextInt(schema.getEnumSymbols().size())));
            case ARRAY -> array(schema);
            case MAP -> map(schema);
            case UNION -> datum(schema.getTypes().get(random.nextInt(2)));
            case RECORD -> record(schema);
        };
    }

    GenericRecord record(Schema schema) {
        GenericRecord record = new GenericData.Record(schema);
        schema.getFields().forEach(f -> record.put(f.pos(), datum(f.schema())));
        if (schema.getField("k") != null) {
            record.put("k", "key-" + random.nextInt(1000));
        }
        return record;
    }

    private List<Object> array(Schema schema) {
        List<Object> items = new ArrayList<>();
        for (int i = random.nextInt(10) == 0 ? 70 : random.nextInt(4); i > 0; i--) {
            items.add(datum(schema.getElementType()));
        }
        return items;
    }

    private Map<String, Object> map(Schema schema) {
        Map<String, Object> entries = new LinkedHashMap<>();
        for (int i = random.nextInt(10) == 0 ? 70 : random.nextInt(4); i > 0; i--) {
            entries.put(text() + i, datum(schema.getValueType()));
        }
        return entries;
    }

    private long number(Schema schema) {
        if (schema.getLogicalType() == null) {
            return random.nextLong() >> random.nextInt(63);
        }
        if (schema.getLogicalType() instanceof LogicalTypes.TimeMicros) {
            return random.nextLong(86_400_000_000L);
        }
        long second = random.nextLong(IsoTime.MIN_SECOND, IsoTime.MAX_SECOND);
        long perSecond = Timestamps.perSecond(schema);
        return second * perSecond + (random.nextBoolean() ? random.nextLong(perSecond) : 0);
    }

    private Object decimal(Schema schema, LogicalTypes.Decimal decimal) {
        BigInteger unscaled = BigInteger.valueOf(random.nextInt(3) - 1L);
        for (int i = random.nextInt(decimal.getPrecision()); i > 0; i--) {
            unscaled =
                    unscaled.multiply(BigInteger.TEN).add(BigInteger.valueOf(unscaled.signum() * random.nextLong(10)));
        }
        byte[] bytes = unscaled.toByteArray();
        if (schema.getType() == Schema.Type.BYTES) {
            return ByteBuffer.wrap(bytes);
        }
        byte[] wide = new byte[schema.getFixedSize()];
        Arrays.fill(wide, (byte) unscaled.signum() < 0 ? (byte) -1 : 0);
        System.arraycopy(bytes, 0, wide, wide.length - bytes.length, bytes.length);
        return new GenericData.Fixed(schema, wide);
    }

    private static float finite(float value) {
        return Float.isFinite(value) ? value : 1.5f;
    }

    private static double finite(double value) {
        return Double.isFinite(value) ? value : -0.0;
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(8) == 0 ? 200 : random.nextInt(10); i > 0; i--) {
            switch (random.nextInt(6)) {
                case 0 -> text.append('é');
                case 1 -> text.append('€');
                case 2 -> text.appendCodePoint(0x1F300 + random.nextInt(100));
                case 3 -> text.append((char) random.nextInt(0x80));
                default -> text.append((char) ('a' + random.nextInt(26)));
            }
        }
        return text.toString();
    }

    // --- their JSON ---

    String json(Schema schema, @Nullable Object datum) {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = FreshetJson.factory().createGenerator(out)) {
            write(schema, datum, json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString();
    }

    @SuppressWarnings("unchecked")
    private void write(Schema schema, @Nullable Object datum, JsonGenerator json) throws IOException {
        if (datum == null) {
            json.writeNull();
            return;
        }
        if (schema.getType() == Schema.Type.UNION) {
            int branch = GenericData.get().resolveUnion(schema, datum);
            write(schema.getTypes().get(branch), datum, json);
            return;
        }
        if (schema.getLogicalType() != null && schema.getType() != Schema.Type.STRING) {
            writeLogical(schema, datum, json);
            return;
        }
        switch (schema.getType()) {
            case RECORD -> writeRecord(schema, (GenericRecord) datum, json);
            case ARRAY -> {
                json.writeStartArray();
                for (Object item : (List<Object>) datum) {
                    write(schema.getElementType(), item, json);
                }
                json.writeEndArray();
            }
            case MAP -> {
                json.writeStartObject();
                for (Map.Entry<String, Object> entry : ((Map<String, Object>) datum).entrySet()) {
                    json.writeFieldName(entry.getKey());
                    write(schema.getValueType(), entry.getValue(), json);
                }
                json.writeEndObject();
            }
            case BYTES, FIXED -> json.writeString(Base64.getEncoder().encodeToString(content(datum)));
            case BOOLEAN -> json.writeBoolean((Boolean) datum);
            case INT, LONG, FLOAT, DOUBLE -> json.writeNumber(datum.toString());
            default -> json.writeString(datum.toString());
        }
    }

    private void writeRecord(Schema schema, GenericRecord record, JsonGenerator json) throws IOException {
        List<Schema.Field> fields = new ArrayList<>(schema.getFields());
        if (random.nextBoolean()) {
            Collections.shuffle(fields, random);
        }
        json.writeStartObject();
        for (Schema.Field field : fields) {
            Object value = record.get(field.pos());
            if (value == null && random.nextBoolean()) {
                continue;
            }
            json.writeFieldName(field.name());
            write(field.schema(), value, json);
        }
        json.writeEndObject();
    }

    private void writeLogical(Schema schema, Object datum, JsonGenerator json) throws IOException {
        if (schema.getLogicalType() instanceof LogicalTypes.Decimal decimal) {
            BigDecimal value = new BigDecimal(new BigInteger(content(datum)), decimal.getScale());
            switch (random.nextInt(4)) {
                case 0 -> json.writeString(value.toPlainString());
                case 1 -> json.writeNumber(value.toString());
                case 2 -> json.writeNumber(value.stripTrailingZeros().toString());
                default -> json.writeNumber(value.toPlainString());
            }
            return;
        }
        long value = ((Number) datum).longValue();
        if (random.nextInt(3) == 0) {
            json.writeNumber(value);
            return;
        }
        json.writeString(
                switch (schema.getLogicalType().getName()) {
                    case "timestamp-millis", "timestamp-micros" ->
                        zoned(Timestamps.instant(value, Timestamps.perSecond(schema)));
                    case "local-timestamp-millis" ->
                        LocalDateTime.ofInstant(Instant.ofEpochMilli(value), ZoneOffset.UTC)
                                .toString();
                    case "date" -> LocalDate.ofEpochDay(value).toString();
                    default -> LocalTime.ofNanoOfDay(value * 1000).toString();
                });
    }

    private String zoned(Instant instant) {
        ZoneOffset zone = ZoneOffset.ofTotalSeconds(60 * (random.nextInt(1441) - 720));
        boolean nearEdge = instant.getEpochSecond() < IsoTime.MIN_SECOND + 100_000
                || instant.getEpochSecond() > IsoTime.MAX_SECOND - 100_000;
        if (random.nextBoolean() || nearEdge) {
            return instant.toString();
        }
        String text = DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(instant.atOffset(zone));
        return random.nextBoolean() ? text.replace('T', ' ') : text;
    }

    private static byte[] content(Object datum) {
        return datum instanceof GenericData.Fixed fixed ? fixed.bytes() : ((ByteBuffer) datum).array();
    }

    /** What Avro's own writer makes of it. */
    static byte[] avro(Schema schema, @Nullable Object datum) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        try {
            new GenericDatumWriter<>(schema).write(datum, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
