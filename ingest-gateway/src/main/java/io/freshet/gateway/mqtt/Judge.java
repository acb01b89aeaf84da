package io.freshet.gateway.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.freshet.gateway.admission.Caller;
import io.freshet.gateway.catalogue.ServedType;
import io.freshet.gateway.door.Wishes;
import io.freshet.gateway.intake.Item;
import io.freshet.gateway.intake.Verdict;
import io.freshet.gateway.intake.mqtt.Published;
import io.freshet.gateway.outcome.Posted;
import io.freshet.gateway.privacy.EventFilter;
import io.freshet.gateway.privacy.Handling;
import io.freshet.gateway.publish.Envelopes;
import io.freshet.gateway.publish.OutgoingRecord;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes records of one connection's messages, for their topics or for {@code events.rejected}. Event loop. */
final class Judge {
    private static final String PROTOCOL = "mqtt";
    private static final String JSON = "application/json";
    private static final int VERSION_8 = 0x8000;
    private static final long VERSION_MASK = ~0xF000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final long VARIANT_MASK = 0x3FFF_FFFF_FFFF_FFFFL;

    private final Mqtt mqtt;
    private final @Nullable EventFilter filter;
    private final Map<String, String> headers;
    private final long birth;

    /**
     * @param headers of every record
     * @param birth of the connection's session
     */
    Judge(Mqtt mqtt, Caller caller, Map<String, String> headers, long birth) {
        this.mqtt = mqtt;
        this.filter = caller.privacy().consent().isEmpty() ? null : new EventFilter(caller.privacy());
        this.headers = headers;
        this.birth = birth;
    }

    /** @return false as long as there is no record, because nobody can say yet how a rejected event is written */
    boolean judge(Inbound in, Inbound.Message message, ServedType type) {
        Item item = message.route().item(message.published(), message.receivedAt(), type);
        if (filter != null) {
            item = Wishes.heeded(item, filter, Handling.KEEP);
        }
        Verdict verdict = mqtt.intake().judge(item, type.transcoder());
        String contentType = message.published().contentType();
        Envelopes.Batch batch = new Envelopes(ids(in, message.published()))
                .batch(
                        List.of(verdict),
                        new Envelopes.Delivery(
                                PROTOCOL,
                                contentType == null ? JSON : contentType,
                                mqtt.catalogue().rejectedSchemaId(),
                                message.receivedAt(),
                                null,
                                null,
                                headers));
        OutgoingRecord record = batch.records().get(0);
        if (record == null) {
            return false;
        }
        Posted.Rejection rejection = batch.events().get(0).rejection();
        if (rejection != null) {
            in.code = Codes.BAD_PAYLOAD;
            in.reason = rejection.reason().slug() + " at '" + rejection.pointer() + "': " + rejection.detail();
        }
        in.verdict = verdict;
        in.record = record;
        return true;
    }

    private Supplier<String> ids(Inbound in, Published message) {
        return in.exactlyOnce ? () -> id(in, message) : mqtt.ids();
    }

    /**
     * The same for a message and its copy, whichever gateway gets it, and another for each message of the session: a UUID of version 8
     * (RFC 9562) out of what the message is, and its place among the session's.
     */
    private String id(Inbound in, Published message) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(ByteBuffer.allocate(20)
                    .putLong(birth)
                    .putLong(in.sequence)
                    .putInt(in.packetId)
                    .flip());
            sha.update(message.topic().getBytes(UTF_8));
            sha.update(message.payload());
            ByteBuffer digest = ByteBuffer.wrap(sha.digest());
            return new UUID((digest.getLong() & VERSION_MASK) | VERSION_8, (digest.getLong() & VARIANT_MASK) | VARIANT)
                    .toString();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
