package io.freshet.gateway.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.gateway.TestTypes;
import io.freshet.gateway.intake.Facts;
import io.freshet.gateway.intake.Original;
import io.freshet.gateway.intake.Verdict;
import io.freshet.model.EventHeaders;
import io.freshet.model.Reason;
import io.freshet.model.RejectedEvent;
import io.freshet.model.TimeFlag;
import io.freshet.model.json.Transcoded;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EnvelopesTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00.123456Z");
    private static final Original ORIGINAL = new Original("[{\"user\":1},{}]".getBytes(UTF_8), 1, 11);
    private final Envelopes envelopes = new Envelopes(() -> "made");

    @Test
    void eventWithoutIdSourceAndTimeGetsOurs() {
        Envelopes.Batch batch = batch(valid(new Transcoded.Encoded(new byte[3], "k", null, null, null, null)), 9);

        OutgoingRecord record = Objects.requireNonNull(batch.records().getFirst());
        assertThat(record.topic()).isEqualTo("shop");
        assertThat(record.id()).isEqualTo("made");
        assertThat(record.source()).isEqualTo(EventHeaders.DEFAULT_SOURCE);
        assertThat(record.time()).isEqualTo("2026-11-20T12:00:00.123456Z").isEqualTo(record.receivedAt());
        assertThat(record.timeFlag()).isEqualTo(TimeFlag.OK);
        assertThat(batch.events().getFirst().id()).isEqualTo("made");
    }

    @Test
    void sendersIdSourceAndTimeAreKept() {
        Instant then = Instant.parse("2019-10-01T00:00:00Z");
        OutgoingRecord record = only(new Transcoded.Encoded(new byte[3], "k", "i", "/till/4", then, null));

        assertThat(record.id()).isEqualTo("i");
        assertThat(record.source()).isEqualTo("/till/4");
        assertThat(record.time()).isEqualTo("2019-10-01T00:00:00Z");
        assertThat(record.receivedAt()).isEqualTo("2026-11-20T12:00:00.123456Z");
        assertThat(record.key()).isEqualTo("k");
    }

    @Test
    void timeFarAheadIsClamped() {
        OutgoingRecord record =
                only(new Transcoded.Encoded(new byte[3], "k", "i", null, NOW.plus(Duration.ofMinutes(6)), null));

        assertThat(record.time()).isEqualTo(NOW.toString());
        assertThat(record.timeFlag()).isEqualTo(TimeFlag.CLAMPED);
    }

    @Test
    void rejectedEventIsKeptWithItsBytes() throws IOException {
        Envelopes.Batch batch = batch(invalid("/user", "not a string", null, null), 9);

        OutgoingRecord record = Objects.requireNonNull(batch.records().getFirst());
        RejectedEvent kept = RejectedEvent.decode(record.value());
        assertThat(record.topic()).isEqualTo("events.rejected");
        assertThat(new String(kept.payload(), UTF_8)).isEqualTo("{\"user\":1}");
        assertThat(kept.id()).isEqualTo("made").isEqualTo(record.id());
        assertThat(kept.reason()).isEqualTo(Reason.WRONG_TYPE);
        assertThat(kept.pointer()).isEqualTo("/user");
        assertThat(kept.type()).isEqualTo("shop");
        assertThat(kept.protocol()).isEqualTo("http");
        assertThat(kept.index()).isZero();
        assertThat(kept.schemaId()).isEqualTo(7);
        assertThat(kept.stage()).isEqualTo("validate");
        assertThat(kept.contentType()).isEqualTo("text/plain");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nb", "\u0000", "\u0085", ""})
    void keyThatIsNoneIsNotTheKeyOfTheRejectedRecordEither(String key) {
        for (String each : List.of(key, key + "x".repeat(2_000))) {
            assertThat(Objects.requireNonNull(batch(invalid("/user", "", "i", each), 9)
                                    .records()
                                    .getFirst())
                            .key())
                    .isEqualTo("i");
        }
        assertThat(Objects.requireNonNull(batch(invalid("/user", "", "i", "k"), 9)
                                .records()
                                .getFirst())
                        .key())
                .isEqualTo("k");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nb", "\u0000", "\u0085", ""})
    void idThatIsNoneIsNotTheIdOfTheRejectedEventEither(String id) throws IOException {
        Envelopes.Batch batch = batch(invalid("/_meta/id", "", id, null), 9);

        OutgoingRecord record = Objects.requireNonNull(batch.records().getFirst());
        assertThat(List.of(
                        record.id(),
                        record.key(),
                        RejectedEvent.decode(record.value()).id()))
                .containsOnly("made");
        assertThat(batch.events().getFirst().id()).isEqualTo("made");
    }

    @Test
    void withoutSchemaThereIsNoEnvelopeForARejectedEvent() {
        Envelopes.Batch batch = batch(invalid("", "", "i", "k"), null);

        assertThat(batch.records()).containsExactly((OutgoingRecord) null);
        assertThat(batch.bytes()).isZero();
    }

    private OutgoingRecord only(Transcoded.Encoded event) {
        return Objects.requireNonNull(batch(valid(event), 9).records().getFirst());
    }

    private Envelopes.Batch batch(Verdict verdict, @Nullable Integer rejectedSchemaId) {
        return envelopes.batch(List.of(verdict), new Envelopes.Delivery("http", "text/plain", rejectedSchemaId, NOW));
    }

    private static Verdict valid(Transcoded.Encoded event) {
        return new Verdict.Valid(TestTypes.shop(), event, Facts.NONE);
    }

    private static Verdict invalid(String pointer, String detail, @Nullable String id, @Nullable String key) {
        return new Verdict.Invalid("shop", 7, Reason.WRONG_TYPE, pointer, detail, id, key, ORIGINAL);
    }
}
