package io.freshet.relay.encode;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.freshet.model.EventHeaders;
import io.freshet.model.TimeFlag;
import io.freshet.relay.cut.Origin;
import io.freshet.relay.encode.HeaderBlock.Cursor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The field {@code _meta} of the rows of one file, as bytes. The headers that have a field of their own ({@code time}, {@code id},
 * {@code type}, {@code source}, {@code received_at}) are not repeated under {@code headers}. One thread.
 */
final class MetaWriter {
    /** Those with a field of their own in the order of the fields, and at last the one of which a flag is made. */
    private static final byte[][] KNOWN = bytes(
            EventHeaders.TIME,
            EventHeaders.ID,
            EventHeaders.TYPE,
            EventHeaders.SOURCE,
            EventHeaders.RECEIVED_AT,
            EventHeaders.TIME_FLAG);

    private static final int TIME_FLAG = 5;
    private static final int[] KNOWN_MARKS = Arrays.stream(KNOWN)
            .mapToInt(name -> Cursor.mark(name.length, name[0], name[name.length - 1]))
            .toArray();

    private static final byte[][] FIELDS =
            bytes(",\"time\":", ",\"id\":", ",\"type\":", ",\"source\":", ",\"received_at\":");
    private static final byte[] SKEWED = TimeFlag.SKEWED.label().getBytes(UTF_8);
    private static final byte[] CLAMPED = TimeFlag.CLAMPED.label().getBytes(UTF_8);
    private static final byte[] KEY = ",\"key\":".getBytes(UTF_8);
    private static final byte[] TIMESTAMP = ",\"timestamp\":\"".getBytes(UTF_8);
    private static final byte[] HEADERS = ",\"headers\":{".getBytes(UTF_8);
    private static final byte[] HEADERS_MORE = "},\"headers_more\":{".getBytes(UTF_8);
    private static final byte[] FLAGS = "},\"flags\":[".getBytes(UTF_8);
    private static final byte[] NULL = "null".getBytes(UTF_8);

    /** Up to so many headers each is compared with those before it; more are looked up. */
    private static final int FEW = 32;

    private final byte[] origin;
    private final RowTime time = new RowTime();
    private int[] nameFrom = new int[FEW];
    private int[] nameLength = new int[FEW];
    private int[] valueFrom = new int[FEW];
    private int[] valueLength = new int[FEW];
    private int[] mark = new int[FEW];
    /** The index of the first header of the same name. */
    private int[] firstOf = new int[FEW];

    /** The index in {@link #KNOWN}; as many as there are for any other. */
    private int[] kind = new int[FEW];

    /** The first header of each kind; negative where there is none. */
    private final int[] known = new int[KNOWN.length + 1];

    private int count;
    private byte[] block = new byte[0];

    MetaWriter(Origin origin) throws IOException {
        RowBuffer text = new RowBuffer(RowWriter.MAX_ROW_BYTES);
        text.write("\"_meta\":{\"topic\":".getBytes(UTF_8));
        string(origin.topic(), text);
        text.write(",\"topic_id\":".getBytes(UTF_8));
        string(origin.topicId(), text);
        text.write((",\"partition\":" + origin.partition() + ",\"offset\":").getBytes(UTF_8));
        this.origin = Arrays.copyOf(text.bytes(), text.length());
    }

    private static void string(String text, RowBuffer row) throws IOException {
        byte[] utf8 = text.getBytes(UTF_8);
        row.text(utf8, 0, utf8.length);
    }

    private static byte[][] bytes(String... texts) {
        return Arrays.stream(texts).map(text -> text.getBytes(UTF_8)).toArray(byte[][]::new);
    }

    /** @param flags slugs, which need no escape */
    void write(SourceRecord record, List<String> flags, RowBuffer row) throws IOException {
        boolean repeated = read(record.headers());
        row.write(origin);
        row.number(record.offset());
        row.write(KEY);
        byte[] key = record.key();
        if (key == null) {
            row.write(NULL);
        } else {
            row.text(key, 0, key.length);
        }
        row.write(TIMESTAMP);
        time.write(record.timestamp(), row);
        row.write('"');
        for (int field = 0; field < FIELDS.length; field++) {
            row.write(FIELDS[field]);
            int header = known[field];
            if (header < 0) {
                row.write(NULL);
            } else {
                value(header, row);
            }
        }
        headers(row);
        if (repeated) {
            headersMore(row);
        }
        flags(flags, row);
        row.write('}');
    }

    /** @return whether a name is there more than once */
    private boolean read(HeaderBlock headers) {
        block = headers.bytes();
        count = headers.count();
        if (count > nameFrom.length) {
            nameFrom = new int[count];
            nameLength = new int[count];
            valueFrom = new int[count];
            valueLength = new int[count];
            firstOf = new int[count];
            kind = new int[count];
            mark = new int[count];
        }
        Arrays.fill(known, -1);
        Cursor at = headers.cursor();
        for (int i = 0; at.next(); i++) {
            nameFrom[i] = at.nameFrom;
            nameLength[i] = at.nameLength;
            valueFrom[i] = at.valueFrom;
            valueLength[i] = at.valueLength;
            mark[i] = at.mark();
            kind[i] = kindOf(at, mark[i]);
            if (known[kind[i]] < 0) {
                known[kind[i]] = i;
            }
        }
        return count > FEW ? lookUpRepeated() : compareRepeated();
    }

    private boolean compareRepeated() {
        boolean repeated = false;
        for (int i = 0; i < count; i++) {
            int first = 0;
            while (first < i && !sameName(first, i)) {
                first++;
            }
            firstOf[i] = first;
            repeated |= first < i;
        }
        return repeated;
    }

    private boolean lookUpRepeated() {
        Map<String, Integer> seen = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            Integer first = seen.putIfAbsent(new String(block, nameFrom[i], nameLength[i], UTF_8), i);
            firstOf[i] = first == null ? i : first;
        }
        return seen.size() < count;
    }

    private boolean sameName(int one, int other) {
        return mark[one] == mark[other]
                && nameLength[one] == nameLength[other]
                && Arrays.equals(
                        block,
                        nameFrom[one],
                        nameFrom[one] + nameLength[one],
                        block,
                        nameFrom[other],
                        nameFrom[other] + nameLength[other]);
    }

    private static int kindOf(Cursor header, int mark) {
        int kind = 0;
        while (kind < KNOWN.length && (KNOWN_MARKS[kind] != mark || !header.isNamed(KNOWN[kind]))) {
            kind++;
        }
        return kind;
    }

    private boolean hasValue(int header, byte[] value) {
        return valueLength[header] == value.length
                && Arrays.equals(block, valueFrom[header], valueFrom[header] + value.length, value, 0, value.length);
    }

    private void value(int header, RowBuffer row) throws IOException {
        if (valueLength[header] < 0) {
            row.write(NULL);
        } else {
            row.text(block, valueFrom[header], valueLength[header]);
        }
    }

    private void headers(RowBuffer row) throws IOException {
        row.write(HEADERS);
        boolean some = false;
        for (int i = 0; i < count; i++) {
            if (firstOf[i] == i && kind[i] >= TIME_FLAG) {
                if (some) {
                    row.write(',');
                }
                some = true;
                row.text(block, nameFrom[i], nameLength[i]);
                row.write(':');
                value(i, row);
            }
        }
    }

    private void headersMore(RowBuffer row) throws IOException {
        Map<Integer, List<Integer>> more = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            if (firstOf[i] < i) {
                more.computeIfAbsent(firstOf[i], first -> new ArrayList<>()).add(i);
            }
        }
        row.write(HEADERS_MORE);
        boolean some = false;
        for (Map.Entry<Integer, List<Integer>> name : more.entrySet()) {
            if (some) {
                row.write(',');
            }
            some = true;
            row.text(block, nameFrom[name.getKey()], nameLength[name.getKey()]);
            row.write(':');
            char before = '[';
            for (int header : name.getValue()) {
                row.write(before);
                value(header, row);
                before = ',';
            }
            row.write(']');
        }
    }

    private void flags(List<String> flags, RowBuffer row) throws IOException {
        row.write(FLAGS);
        int header = known[TIME_FLAG];
        boolean some = header >= 0 && (hasValue(header, SKEWED) || hasValue(header, CLAMPED));
        if (some) {
            row.write("\"time-".getBytes(UTF_8));
            row.write(block, valueFrom[header], valueLength[header]);
            row.write('"');
        }
        for (String flag : flags) {
            if (some) {
                row.write(',');
            }
            some = true;
            string(flag, row);
        }
        row.write(']');
    }
}
