package io.freshet.model.json;

import com.fasterxml.jackson.core.JsonParser;
import io.freshet.model.schema.JsonKind;
import io.freshet.model.schema.UnionBranches;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.avro.Schema;

/** A union: the kind of the JSON value alone decides the branch ({@link UnionBranches}). */
final class UnionWriter extends ValueWriter {
    private final ValueWriter[] branches;
    private final int ofNull;
    private final int ofBoolean;
    private final int ofInteger;
    private final int ofFraction;
    private final int ofString;
    private final int ofObject;
    private final int ofArray;

    UnionWriter(Schema union, List<ValueWriter> writers) {
        UnionBranches rule = UnionBranches.of(union);
        branches = writers.toArray(ValueWriter[]::new);
        ofNull = rule.branchFor(JsonKind.NULL);
        ofBoolean = rule.branchFor(JsonKind.BOOLEAN);
        ofInteger = rule.branchFor(JsonKind.INTEGER);
        ofFraction = rule.branchFor(JsonKind.FRACTION);
        ofString = rule.branchFor(JsonKind.STRING);
        ofObject = rule.branchFor(JsonKind.OBJECT);
        ofArray = rule.branchFor(JsonKind.ARRAY);
    }

    @Override
    String expected() {
        List<String> all = new ArrayList<>();
        for (ValueWriter branch : branches) {
            all.add(branch.expected());
        }
        Collections.rotate(all, -1);
        return String.join(" or ", all);
    }

    @Override
    boolean write(JsonParser parser, Scratch scratch) throws IOException {
        int branch = switch (parser.currentToken()) {
            case VALUE_NULL -> ofNull;
            case VALUE_TRUE, VALUE_FALSE -> ofBoolean;
            case VALUE_NUMBER_INT -> ofInteger;
            case VALUE_NUMBER_FLOAT -> ofFraction;
            case VALUE_STRING -> ofString;
            case START_OBJECT -> ofObject;
            case START_ARRAY -> ofArray;
            default -> -1;
        };
        if (branch < 0) {
            return scratch.wrongType(parser, expected());
        }
        scratch.out.writeInt(branch);
        return branches[branch].write(parser, scratch);
    }
}
