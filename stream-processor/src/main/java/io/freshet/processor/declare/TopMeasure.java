package io.freshet.processor.declare;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The most frequent values, most frequent first, ties by value. Exact for up to {@link #KEPT} different values; over that the
 * rarest are forgotten (Misra and Gries, 1982: what is forgotten of each is at most 2/{@link #KEPT} of all events) and the
 * result is flagged. Texts are cut to {@link #MAX_CHARACTERS} characters, which is flagged too.
 */
record TopMeasure(String name, int k, Argument argument) implements Measure {
    static final int KEPT = 1_000;
    static final int MAX_K = 100;
    static final int MAX_CHARACTERS = 256;

    private static final Comparator<Map.Entry<String, Long>> MOST_FIRST =
            Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry::getKey);

    @Override
    public List<ResultField> fields() {
        return List.of(new ResultField(name, Avro.texts()));
    }

    @Override
    public boolean flags() {
        return true;
    }

    @Override
    public Accumulator start() {
        return new Top();
    }

    @Override
    public Accumulator read(DataInput in) throws IOException {
        Top top = new Top();
        top.forgot = in.readBoolean();
        top.cut = in.readBoolean();
        int values = in.readInt();
        for (int i = 0; i < values; i++) {
            top.counts.put(in.readUTF(), in.readLong());
        }
        return top;
    }

    @Override
    public long maxStateBytes() {
        return (long) KEPT * (Long.BYTES + 2 + 3 * MAX_CHARACTERS);
    }

    private final class Top implements Accumulator {
        private final Map<String, Long> counts = new TreeMap<>();
        private boolean forgot;
        private boolean cut;

        @Override
        public @Nullable Failure check(Row row) {
            return null;
        }

        @Override
        public void add(Row row) {
            Object value = argument.value(row);
            if (value != null) {
                String text = Texts.of(value, argument.field().type());
                cut |= Texts.isLonger(text, MAX_CHARACTERS);
                counts.merge(Texts.cut(text, MAX_CHARACTERS), 1L, Long::sum);
                forgetRarest();
            }
        }

        @Override
        public void merge(Accumulator accumulator) {
            Top other = (Top) accumulator;
            other.counts.forEach((value, count) -> counts.merge(value, count, Long::sum));
            forgot |= other.forgot;
            cut |= other.cut;
            forgetRarest();
        }

        /** Takes the median from every count: half of them go at once, so that this is seldom needed. */
        private void forgetRarest() {
            if (counts.size() > KEPT) {
                long median = counts.values().stream()
                        .sorted()
                        .skip(KEPT / 2)
                        .findFirst()
                        .orElseThrow();
                counts.replaceAll((value, count) -> count - median);
                counts.values().removeIf(count -> count <= 0);
                forgot = true;
            }
        }

        @Override
        public @Nullable Object[] result() {
            return new Object[] {
                counts.entrySet().stream()
                        .sorted(MOST_FIRST)
                        .limit(k)
                        .map(Map.Entry::getKey)
                        .toList()
            };
        }

        @Override
        public List<String> flags() {
            List<String> flags = new ArrayList<>();
            if (forgot) {
                flags.add("approximate");
            }
            if (cut) {
                flags.add("cut");
            }
            return flags;
        }

        @Override
        public void write(DataOutput out) throws IOException {
            out.writeBoolean(forgot);
            out.writeBoolean(cut);
            out.writeInt(counts.size());
            for (Map.Entry<String, Long> entry : counts.entrySet()) {
                out.writeUTF(entry.getKey());
                out.writeLong(entry.getValue());
            }
        }
    }
}
