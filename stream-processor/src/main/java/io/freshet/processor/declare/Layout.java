package io.freshet.processor.declare;

import java.util.List;

/**
 * Which value stands in which slot of a job's rows: first the source fields that the job uses, then what is derived from them.
 *
 * @param fields by slot
 * @param sourceFields how many of them, from slot 0, are read from the event; the others are computed
 * @param carried slots that are needed after preparation, ascending: what {@link RowCodec} writes for a repartition topic
 */
public record Layout(List<Field> fields, int sourceFields, List<Integer> carried) {
    public Layout {
        fields = List.copyOf(fields);
        carried = List.copyOf(carried);
    }

    public int size() {
        return fields.size();
    }

    public Field field(int slot) {
        return fields.get(slot);
    }
}
