package io.freshet.processor.ops;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/** One real shop event; see examples/data/README.md. */
record ShopEvent(long time, String type, long product, BigDecimal price, long user, String session) {
    static final Path HOME = Path.of(System.getProperty("freshet.home"));

    static Schema schema() throws IOException {
        return new Schema.Parser().parse(Files.readString(HOME.resolve("examples/shop-activity.avsc")));
    }

    /** All rows that are whole. */
    static List<ShopEvent> all() throws IOException {
        List<ShopEvent> events = new ArrayList<>();
        List<String> lines = Files.readAllLines(HOME.resolve("examples/data/rees46-2019-10-01.csv"));
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            if (cells.length == 9 && !cells[8].isEmpty()) {
                long time = Instant.parse(cells[0].replace(" UTC", "Z").replace(' ', 'T'))
                        .toEpochMilli();
                events.add(new ShopEvent(
                        time,
                        cells[1],
                        Long.parseLong(cells[2]),
                        new BigDecimal(cells[6]),
                        Long.parseLong(cells[7]),
                        cells[8]));
            }
        }
        return events;
    }

    GenericRecord record(Schema schema) {
        GenericRecord record = new GenericData.Record(schema);
        record.put("event_time", time);
        record.put("event_type", type);
        record.put("product_id", product);
        record.put("category_id", 1L);
        record.put("price", ByteBuffer.wrap(price.setScale(2).unscaledValue().toByteArray()));
        record.put("user_id", user);
        record.put("user_session", session);
        return record;
    }
}
