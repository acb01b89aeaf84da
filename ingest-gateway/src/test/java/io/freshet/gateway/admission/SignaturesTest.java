package io.freshet.gateway.admission;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.model.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SignaturesTest {
    private static final String HEAD = "POST\n/v1/events/sensor-readings?a=b";
    private static final String BODY = "{\"device_id\":\"d-1\"}";
    private static final String NONCE = "n0nce-0001";

    private final TestKeys keys = new TestKeys();
    private final ReplayGuard guard = new ReplayGuard(3);
    private final AdmitByKey admission = new AdmitByKey(
            () -> new KeyRing(List.of(TestKeys.till()), null, keys.wall),
            Tokens.NONE,
            new Signatures(Duration.ofMinutes(5), guard, keys.clock),
            10,
            keys.wall);

    @Test
    void genuineSignatureIsTakenOnce() {
        Credentials.Signed signed = signed("till", HEAD, TestKeys.START, NONCE, BODY);

        assertThat(decide(signed, BODY)).isInstanceOf(Decision.Admitted.class);
        assertThat(reason(signed, BODY)).isEqualTo(Reason.REPLAYED_SIGNATURE);
        keys.pass(Duration.ofMinutes(5));
        assertThat(reason(signed, BODY)).isEqualTo(Reason.REPLAYED_SIGNATURE);
        keys.pass(Duration.ofSeconds(1));
        assertThat(reason(signed, BODY)).isEqualTo(Reason.STALE_SIGNATURE);
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /v1/events/sensor-readings, d-1",
        "GET, /v1/events/sensor-readings?a=b, d-1",
        "POST, /v1/events/login-events?a=b, d-1",
        "POST, /v1/events/sensor-readings?a=b, d-2",
    })
    void forgedSignatureIsNot(String method, String target, String device) {
        String head = method + "\n" + target;
        Credentials.Signed genuine = signed("till", HEAD, TestKeys.START, NONCE, BODY);
        String body = BODY.replace("d-1", device);

        assertThat(reason(new Credentials.Signed("till", genuine.timestamp(), NONCE, genuine.mac(), head), body))
                .isEqualTo(Reason.INVALID_SIGNATURE);
    }

    @Test
    void partsOfTheHeadAreCoveredToo() {
        Credentials.Signed genuine = signed("till", HEAD, TestKeys.START, NONCE, BODY);

        assertThat(reason(new Credentials.Signed("till", genuine.timestamp() + 1, NONCE, genuine.mac(), HEAD), BODY))
                .isEqualTo(Reason.INVALID_SIGNATURE);
        assertThat(reason(new Credentials.Signed("till", genuine.timestamp(), "n0nce-0002", genuine.mac(), HEAD), BODY))
                .isEqualTo(Reason.INVALID_SIGNATURE);
        assertThat(((Decision.Denied) admission.admit(TestKeys.attempt(
                                new Credentials.Signed("web", genuine.timestamp(), NONCE, genuine.mac(), HEAD))))
                        .reason())
                .isEqualTo(Reason.INVALID_SIGNATURE);
    }

    @ParameterizedTest
    @ValueSource(longs = {-31_536_000, -301, 301, 31_536_000, Long.MIN_VALUE, Long.MAX_VALUE})
    void clockThatIsTooFarOffIsRefusedBeforeTheBody(long offset) {
        long timestamp = offset == Long.MIN_VALUE || offset == Long.MAX_VALUE
                ? offset
                : TestKeys.START.getEpochSecond() + offset;
        Decision decision =
                admission.admit(TestKeys.attempt(new Credentials.Signed("till", timestamp, NONCE, new byte[32], HEAD)));

        assertThat(((Decision.Denied) decision).reason()).isEqualTo(Reason.STALE_SIGNATURE);
        assertThat(((Decision.Denied) decision).detail()).contains(Long.toString(TestKeys.START.getEpochSecond()));
    }

    @ParameterizedTest
    @ValueSource(longs = {-300, 300})
    void clockThatIsOffALittleIsNot(long offset) {
        assertThat(decide(signed("till", HEAD, TestKeys.START.plusSeconds(offset), NONCE, BODY), BODY))
                .isInstanceOf(Decision.Admitted.class);
    }

    @Test
    void signatureFromAFastClockIsRememberedForAsLongAsItWouldBeTaken() {
        Credentials.Signed ahead = signed("till", HEAD, TestKeys.START.plusSeconds(300), NONCE, BODY);
        assertThat(decide(ahead, BODY)).isInstanceOf(Decision.Admitted.class);

        keys.pass(Duration.ofMinutes(10));

        assertThat(reason(ahead, BODY)).isEqualTo(Reason.REPLAYED_SIGNATURE);
    }

    @Test
    void whenItCanRememberNoMoreItRefusesRatherThanForgets() {
        for (int i = 1; i <= 3; i++) {
            assertThat(decide(signed("till", HEAD, TestKeys.START, NONCE + i, BODY), BODY))
                    .isInstanceOf(Decision.Admitted.class);
        }
        Decision.Denied full = (Decision.Denied) decide(signed("till", HEAD, TestKeys.START, NONCE + 4, BODY), BODY);
        assertThat(full.reason()).isEqualTo(Reason.OVERLOADED);
        assertThat(full.retryAfter()).isPositive();
        assertThat(reason(signed("till", HEAD, TestKeys.START, NONCE + 1, BODY), BODY))
                .isEqualTo(Reason.REPLAYED_SIGNATURE);

        keys.pass(Duration.ofSeconds(301));

        assertThat(decide(signed("till", HEAD, keys.now, NONCE + 5, BODY), BODY))
                .isInstanceOf(Decision.Admitted.class);
        assertThat(guard.size()).isEqualTo(1);
    }

    @Test
    void forgeriesFillNothing() {
        for (int i = 0; i < 10; i++) {
            reason(
                    new Credentials.Signed("till", TestKeys.START.getEpochSecond(), NONCE + i, new byte[32], HEAD),
                    BODY);
        }

        assertThat(guard.size()).isZero();
    }

    /** As docs/admission.md gives it, so that senders can be tried without a gateway. */
    @Test
    void vectorHolds() {
        byte[] body = "{\"device_id\":\"d-1\",\"timestamp\":1763633730000,\"temperature\":21.5}".getBytes(UTF_8);
        String text = Signatures.text("POST\n/v1/events/sensor-readings", 1_763_633_730, "4f7c2a90", body, body.length);

        assertThat(text)
                .isEqualTo("freshet-hmac-sha256-v1\nPOST\n/v1/events/sensor-readings\n1763633730\n4f7c2a90\n"
                        + VECTOR_BODY_SHA);
        assertThat(HexFormat.of()
                        .formatHex(new SigningSecret("0123456789abcdef0123456789abcdef".getBytes(UTF_8)).sign(text)))
                .isEqualTo(VECTOR_MAC);
    }

    private static final String VECTOR_BODY_SHA = "f42bfa7f9ec4d15f56c021dd6e0eb65b2e2eec321bb31e089fbd85fa7884932b";
    private static final String VECTOR_MAC = "b9b01a6bf4e09cce89ab4cc0df57215e8a44cf5ea435f1791a3a90c38f4a25ad";

    private static Credentials.Signed signed(String key, String head, Instant at, String nonce, String body) {
        byte[] bytes = body.getBytes(UTF_8);
        String text = Signatures.text(head, at.getEpochSecond(), nonce, bytes, bytes.length);
        return new Credentials.Signed(
                key, at.getEpochSecond(), nonce, new SigningSecret(TestKeys.SECRET).sign(text), head);
    }

    private Decision decide(Credentials.Signed signed, String body) {
        Decision decision = admission.admit(TestKeys.attempt(signed));
        byte[] bytes = body.getBytes(UTF_8);
        return decision instanceof Decision.OnProof proof ? proof.proof().decide(bytes, bytes.length) : decision;
    }

    private Reason reason(Credentials.Signed signed, String body) {
        return ((Decision.Denied) decide(signed, body)).reason();
    }
}
