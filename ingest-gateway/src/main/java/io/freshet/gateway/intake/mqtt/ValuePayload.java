package io.freshet.gateway.intake.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.freshet.gateway.catalogue.ServedType;
import io.freshet.gateway.intake.Original;
import io.freshet.model.Reason;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import org.jspecify.annotations.Nullable;

/** A payload that is one value, as an object with one field. */
final class ValuePayload {
    private ValuePayload() {}

    static Data read(byte[] payload, Field field, @Nullable ServedType served) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(payload.length + 64);
        out.write('{');
        try {
            String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(payload)).toString();
            Member.write(out, field, text, served);
        } catch (CharacterCodingException e) {
            return new Data.Wrong(Reason.INVALID_FORMAT, "/" + field.name(), "the payload is text in UTF-8");
        }
        out.write('}');
        return new Data.Json(new Original(out.toByteArray(), 0, out.size()));
    }
}
