package io.freshet.model.json;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.IOContext;
import com.fasterxml.jackson.core.json.UTF8StreamJsonParser;
import com.fasterxml.jackson.core.sym.ByteQuadsCanonicalizer;
import java.io.IOException;

/**
 * Reads what stands before a byte that is not UTF-8, and fails no later than at the token after the one which holds it. Only made
 * for input that has such a byte, so that all other input pays nothing.
 */
final class FailAtInvalidUtf8 extends UTF8StreamJsonParser {
    private final int invalidAt;

    FailAtInvalidUtf8(
            IOContext context,
            int features,
            ByteQuadsCanonicalizer names,
            byte[] data,
            int start,
            int end,
            int skipped,
            int invalidAt) {
        super(context, features, null, null, names, data, start, end, skipped, false);
        this.invalidAt = invalidAt;
    }

    private void check() throws JsonParseException {
        if (_inputPtr > invalidAt) {
            throw new JsonParseException(this, "invalid UTF-8", currentLocation());
        }
    }

    @Override
    public JsonToken nextToken() throws IOException {
        JsonToken token = super.nextToken();
        check();
        return token;
    }

    @Override
    public String nextFieldName() throws IOException {
        String name = super.nextFieldName();
        check();
        return name;
    }

    @Override
    public boolean nextFieldName(SerializableString expected) throws IOException {
        boolean same = super.nextFieldName(expected);
        check();
        return same;
    }

    @Override
    public String nextTextValue() throws IOException {
        String text = super.nextTextValue();
        check();
        return text;
    }

    @Override
    public int nextIntValue(int otherwise) throws IOException {
        int value = super.nextIntValue(otherwise);
        check();
        return value;
    }

    @Override
    public long nextLongValue(long otherwise) throws IOException {
        long value = super.nextLongValue(otherwise);
        check();
        return value;
    }

    @Override
    public Boolean nextBooleanValue() throws IOException {
        Boolean value = super.nextBooleanValue();
        check();
        return value;
    }
}
