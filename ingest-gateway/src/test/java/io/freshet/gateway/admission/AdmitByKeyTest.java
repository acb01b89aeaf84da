package io.freshet.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.freshet.model.Reason;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class AdmitByKeyTest {
    private static final Credentials WEB = new Credentials.WriteKey("web-key");

    private final TestKeys keys = new TestKeys();
    private KeyRing ring = ring(QuotaLimits.UNLIMITED, QuotaLimits.UNLIMITED);
    private Tokens.Verified token = new Tokens.Verified.Unavailable();
    private final AdmitByKey admission = new AdmitByKey(
            () -> ring,
            compact -> token,
            new Signatures(Duration.ofMinutes(5), new ReplayGuard(3), keys.clock),
            2,
            keys.wall);

    @Test
    void whoHasAKeyIsLetInAsWhoItIs() {
        assertThat(caller(WEB).name()).isEqualTo("web");
        assertThat(caller(WEB).mayPost("shop-activity")).isTrue();
        assertThat(caller(WEB).mayPost("login-events")).isFalse();
    }

    @Test
    void whoHasNoneIsNot() {
        assertThat(reason(Credentials.NONE)).isEqualTo(Reason.UNAUTHENTICATED);
        assertThat(reason(new Credentials.WriteKey("web-kez"))).isEqualTo(Reason.UNAUTHENTICATED);
        assertThat(reason(new Credentials.WriteKey(""))).isEqualTo(Reason.UNAUTHENTICATED);
        assertThat(reason(new Credentials.Unreadable("Two keys."))).isEqualTo(Reason.UNAUTHENTICATED);
        assertThat(reason(new Credentials.Certificate("cd".repeat(32), "CN=other", List.of("dns:x"))))
                .isEqualTo(Reason.UNAUTHENTICATED);
    }

    @Test
    void keyIsNotTakenForItsHashOrItsName() {
        assertThat(reason(new Credentials.WriteKey("web"))).isEqualTo(Reason.UNAUTHENTICATED);
        assertThat(reason(new Credentials.WriteKey("c08ebbbf47f1c81f9e9acc1e2df1b4a4f7f3ad4b6a0bbb5a0c1a3c4d5e6f7a8b")))
                .isEqualTo(Reason.UNAUTHENTICATED);
    }

    @Test
    void certificateIsKnownByFingerprintOrName() {
        assertThat(caller(new Credentials.Certificate("ab".repeat(32), "CN=x", List.of()))
                        .name())
                .isEqualTo("till");
        assertThat(caller(new Credentials.Certificate(
                                "00".repeat(32), "CN=x", List.of("dns:other", "dns:till-4.example.com")))
                        .name())
                .isEqualTo("till");
    }

    @Test
    void tokenIsKnownByItsClaimOnceItIsVerified() {
        Credentials shown = new Credentials.Token("eyJ.x.y");

        assertThat(reason(shown)).isEqualTo(Reason.IDENTITY_UNAVAILABLE);
        token = new Tokens.Verified.Invalid("It has expired.");
        assertThat(reason(shown)).isEqualTo(Reason.UNAUTHENTICATED);
        token = new Tokens.Verified.Valid("nobody");
        assertThat(reason(shown)).isEqualTo(Reason.UNAUTHENTICATED);
        token = new Tokens.Verified.Valid("till-client");
        assertThat(caller(shown).name()).isEqualTo("till");
    }

    @Test
    void scopeThatAKeyHasNotIsDenied() {
        assertThat(denied(TestKeys.attempt(WEB, null, "192.0.2.1", Scope.CLOSE)).reason())
                .isEqualTo(Reason.OUT_OF_SCOPE);
    }

    @Test
    void pageOfAnotherOriginIsDenied() {
        assertThat(denied(TestKeys.attempt(WEB, "https://evil.test", "192.0.2.1", Scope.WRITE))
                        .reason())
                .isEqualTo(Reason.ORIGIN_NOT_ALLOWED);
        assertThat(admission.admit(TestKeys.attempt(WEB, "https://shop.example.com", "192.0.2.1", Scope.WRITE)))
                .isInstanceOf(Decision.Admitted.class);
    }

    @Test
    void originsAreTheKeysOwnOrThoseOfAll() {
        assertThat(admission.origins(Credentials.NONE).lists("https://shop.example.com"))
                .isTrue();
        assertThat(admission.origins(WEB).lists("https://shop.example.com")).isTrue();
    }

    @Test
    void rateIsHeldAndGivenBackWithTime() {
        ring = ring(new QuotaLimits(2, 0, 0, 0), QuotaLimits.UNLIMITED);

        assertThat(admits(2)).isEqualTo(2);
        Decision.Denied denied = denied(TestKeys.attempt(WEB));
        assertThat(denied.reason()).isEqualTo(Reason.RATE_LIMITED);
        assertThat(denied.retryAfter()).isEqualTo(1);
        assertThat(denied.standing()).containsExactly(new Standing("events-per-second", 2, 1, 0, 1));
        keys.pass(Duration.ofMillis(500));
        assertThat(admits(3)).isEqualTo(1);
        keys.pass(Duration.ofHours(1));
        assertThat(admits(5)).isEqualTo(2);
    }

    @Test
    void eventsThatWereCountedLaterAreOwed() {
        ring = ring(new QuotaLimits(10, 0, 0, 0), QuotaLimits.UNLIMITED);
        Decision.Admitted admitted = (Decision.Admitted) admission.admit(TestKeys.attempt(WEB));

        admitted.ticket().charge(30, 100);
        admitted.ticket().charge(5, 100);

        assertThat(admitted.ticket().standing()).containsExactly(new Standing("events-per-second", 10, 1, 0, 4));
        assertThat(denied(TestKeys.attempt(WEB)).retryAfter()).isEqualTo(3);
        keys.pass(Duration.ofMillis(2_500));
        assertThat(admits(1)).isZero();
        keys.pass(Duration.ofMillis(200));
        assertThat(admits(1)).isEqualTo(1);
    }

    @Test
    void bytesAreHeldTooAndNoEventIsTakenForThem() {
        ring = ring(new QuotaLimits(10, 150, 0, 0), QuotaLimits.UNLIMITED);

        assertThat(admits(3)).isEqualTo(2);
        Decision.Denied denied = denied(TestKeys.attempt(WEB));
        assertThat(denied.detail()).contains("bytes-per-second");
        assertThat(denied.standing()).contains(new Standing("events-per-second", 10, 1, 8, 1));
    }

    @Test
    void dailyQuotaComesBackAtMidnight() {
        ring = ring(new QuotaLimits(0, 0, 3, 0), QuotaLimits.UNLIMITED);

        assertThat(admits(4)).isEqualTo(3);
        Decision.Denied denied = denied(TestKeys.attempt(WEB));
        assertThat(denied.reason()).isEqualTo(Reason.QUOTA_EXHAUSTED);
        assertThat(denied.retryAfter()).isEqualTo(12 * 3600);
        keys.pass(Duration.ofHours(11));
        assertThat(admits(1)).isZero();
        keys.pass(Duration.ofHours(1));
        assertThat(admits(4)).isEqualTo(3);
    }

    @Test
    void addressesHaveLimitsOfTheirOwnAndOnlySoManyAreRemembered() {
        ring = ring(QuotaLimits.UNLIMITED, new QuotaLimits(1, 0, 0, 0));

        assertThat(isAdmitted("192.0.2.1")).isTrue();
        assertThat(isAdmitted("192.0.2.1")).isFalse();
        assertThat(isAdmitted("2001:db8::1")).isTrue();
        assertThat(isAdmitted("2001:db8::2")).as("the same /64").isFalse();
        IntStream.range(0, 100).forEach(i -> isAdmitted("198.51.100." + i));
        assertThat(admission.addresses()).isEqualTo(2);
    }

    @Test
    void newKeysCarryOnWithWhatWasUsed() {
        ring = ring(new QuotaLimits(0, 0, 3, 0), QuotaLimits.UNLIMITED);
        assertThat(admits(3)).isEqualTo(3);

        ring = new KeyRing(List.of(TestKeys.web(new QuotaLimits(0, 0, 3, 0), QuotaLimits.UNLIMITED)), ring, keys.wall);
        assertThat(admits(1)).isZero();

        ring = new KeyRing(List.of(TestKeys.web(new QuotaLimits(0, 0, 5, 0), QuotaLimits.UNLIMITED)), ring, keys.wall);
        assertThat(admits(9)).as("another limit begins anew").isEqualTo(5);
    }

    @Test
    void keysThatCannotBeToldApartAreRefused() {
        KeyEntry web = TestKeys.web(QuotaLimits.UNLIMITED, QuotaLimits.UNLIMITED);

        assertThatIllegalArgumentException().isThrownBy(() -> new KeyRing(List.of(web, web), null, keys.wall));
    }

    private KeyRing ring(QuotaLimits limits, QuotaLimits ofAddress) {
        return new KeyRing(List.of(TestKeys.web(limits, ofAddress), TestKeys.till()), null, keys.wall);
    }

    private boolean isAdmitted(String address) {
        return admission.admit(TestKeys.attempt(WEB, null, address, Scope.WRITE)) instanceof Decision.Admitted;
    }

    private long admits(int times) {
        return IntStream.range(0, times)
                .filter(i -> admission.admit(TestKeys.attempt(WEB)) instanceof Decision.Admitted)
                .count();
    }

    private Caller caller(Credentials credentials) {
        return ((Decision.Admitted) admission.admit(TestKeys.attempt(credentials))).caller();
    }

    private Reason reason(Credentials credentials) {
        return denied(TestKeys.attempt(credentials)).reason();
    }

    private Decision.Denied denied(Attempt attempt) {
        return (Decision.Denied) admission.admit(attempt);
    }
}
