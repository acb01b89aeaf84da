package io.freshet.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class RejectedEventTest {
    private static final RejectedEvent.Origin ORIGIN = new RejectedEvent.Origin(
            "id-1",
            "user-activity",
            "http",
            null,
            3,
            "/web",
            null,
            "application/json",
            "validate",
            Instant.ofEpochMilli(1_795_168_800_250L));

    @Test
    void whatIsEncodedReadsBack() throws IOException {
        byte[] body = "[{\"a\":1},{\"b\":2}]".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        RejectedEvent event = ORIGIN.because(Reason.UNKNOWN_FIELD, "/b", "no such field", 7, body, 9, 16);

        byte[] value = event.encode(513);

        assertThat(WireFormat.schemaId(value)).isEqualTo(513);
        assertThat(RejectedEvent.decode(value)).usingRecursiveComparison().isEqualTo(event);
        assertThat(event.payload()).asString().isEqualTo("{\"b\":2}");
        assertThat(event.payloadSha256()).isNull();
    }

    @Test
    void anEventOverTheBoundIsCutOffAndSaysHowLongItWas() throws IOException {
        byte[] body = new byte[RejectedEvent.MAX_PAYLOAD + 1];
        Arrays.fill(body, (byte) 'a');

        RejectedEvent whole = ORIGIN.because(Reason.EVENT_TOO_LARGE, "", "too large", null, body, 1, body.length);
        RejectedEvent cut = ORIGIN.because(Reason.EVENT_TOO_LARGE, "", "too large", null, body, 0, body.length);

        assertThat(whole.payload()).hasSize(RejectedEvent.MAX_PAYLOAD);
        assertThat(whole.payloadSha256()).isNull();
        assertThat(cut.payload()).hasSize(RejectedEvent.MAX_PAYLOAD);
        assertThat(cut.payloadLength()).isEqualTo(body.length);
        assertThat(cut.payloadSha256()).hasSize(64).isNotEqualTo(whole.payloadSha256());
        assertThat(RejectedEvent.decode(cut.encode(1)).payloadLength()).isEqualTo(body.length);
    }

    @Test
    void whatIsNoRejectedEventIsRefused() {
        assertThatThrownBy(() -> RejectedEvent.decode(new byte[] {0, 0, 0, 0, 1, 9}))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> RejectedEvent.decode(new byte[] {1})).isInstanceOf(IOException.class);
    }

    @Test
    void everyReasonIsFoundByItsSlug() {
        for (Reason reason : Reason.values()) {
            assertThat(Reason.ofSlug(reason.slug())).contains(reason);
        }
    }
}
