package io.freshet.gateway.admission.keyfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freshet.gateway.admission.AdmitByKey;
import io.freshet.gateway.admission.Attempt;
import io.freshet.gateway.admission.Caller;
import io.freshet.gateway.admission.Credentials;
import io.freshet.gateway.admission.Decision;
import io.freshet.gateway.admission.KeyRing;
import io.freshet.gateway.admission.ReplayGuard;
import io.freshet.gateway.admission.Scope;
import io.freshet.gateway.admission.Signatures;
import io.freshet.gateway.admission.Tokens;
import io.freshet.gateway.admission.TopicPermits.Identity;
import io.freshet.gateway.admission.WallClock;
import io.freshet.gateway.declare.DeclarationException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class KeyFileTest {
    private static final String HASH = "ab".repeat(32);
    private static final String A = "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb";
    private static final String B = "3e23e8160039594a33894f6564e1b1348bbd7a0088d42c4acb73eeaed59c009d";
    private static final WallClock CLOCK = new WallClock(InstantSource.fixed(Instant.EPOCH));

    @Test
    void readsEverythingThatAKeyMayHave() throws DeclarationException {
        KeyRing ring = read("""
            keys:
              - name: shop-web
                sha256: [%s, %s]
                types: ["tracker-events", "shop-*"]
                scopes: [write, close]
                origins: ["https://shop.example.com", "https://*.example.org"]
                limits:
                  events-per-second: 1000
                  bytes-per-second: 1M
                  events-per-day: 10M
                  bytes-per-day: 10G
                  per-address: { events-per-second: 50, bytes-per-second: 64K }
                privacy: { address: drop, gpc: drop, dnt: keep, refusal: strip, consent: /consent/ads, identifiers: [/user_id, /context/ip] }
              - name: till-4
                hmac: MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=
                certificate: ["dns:till-4.example.com", "subject:CN=till-4,O=Shop"]
                token: till-client
                types: "*"
            """.formatted(HASH, "cd".repeat(32)));

        assertThat(ring.size()).isEqualTo(2);
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "3|name: a/b|name|1 to 63",
                "3|name: anonymous|name|1 to 63",
                "3|name: 'a\\nb'|name|1 to 63",
                "4|sha256: s3cret-key|sha256|64 lower-case hex digits",
                "4|sha256: []|-|has nothing that it is known by",
                "5|types: []|types|is missing",
                "5|types: 'Shop Events'|types|names of event types",
                "6|scopes: [admin]|scopes|write, close",
                "6|origins: 'shop.example.com'|origins|no origin as browsers send it",
                "6|origins: [https://*.com]|origins|top-level domain",
                "6|hmac: c2hvcnQ=|hmac|at least 16 bytes",
                "6|hmac: '%%%'|hmac|at least 16 bytes",
                "6|certificate: CN=x|certificate|should be sha256:",
                "6|limits: { events-per-second: 0 }|events-per-second|above 0",
                "6|limits: { events-per-second: -5 }|events-per-second|above 0",
                "6|limits: { events-per-secnd: 5 }|events-per-secnd|is not known here",
                "6|limits: 5|limits|should be a mapping",
                "6|privacy: { gpc: ignore }|gpc|keep, strip, drop",
                "6|privacy: { consent: ads }|consent|JSON pointers",
                "6|mqtt: {}|mqtt.topics|is missing",
                "6|mqtt: { topics: [] }|mqtt.topics|is missing",
                "6|mqtt: { topics: 'a/{device}' }|mqtt.topics|has the level '{device}'",
                "6|mqtt: { topics: ['a/#', '#/a'] }|mqtt.topics|has the level '#'",
                "6|mqtt: { topics: a, qos: 1 }|mqtt.qos|is not known here; known are topics",
                "6|orgins: []|orgins|is not known here; known are",
                "6|name: again|name|is there twice",
            })
    void wrongFieldIsNamedWithItsLine(int line, String replacement, String field, String problem) {
        String[] lines = {"keys:", "# a comment", "  - name: a", "    sha256: " + HASH, "    types: '*'", ""};
        lines[line - 1] = (line == 3 ? "  - " : "    ") + replacement;

        assertThatThrownBy(() -> read(String.join("\n", lines)))
                .isInstanceOf(DeclarationException.class)
                .hasMessageStartingWith("keys.yaml:"
                        + (problem.contains("known by") ? 3 : field != null && field.equals("types") ? 5 : line))
                .hasMessageContaining(field == null ? "" : field)
                .hasMessageContaining(problem)
                .hasMessageNotContaining("s3cret-key");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|1",
                "keys: []|1",
                "key: []|1",
                "keys: {a: b}|1",
                "keys: [a]|1",
                "keys: *a|1",
                "'keys:\n  - [unclosed'|2",
                "'\tkeys: []'|1",
                "- a|1",
                "'just a text'|1",
            })
    void whatIsNoFileOfKeysIsRefused(String text, int line) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(DeclarationException.class)
                .hasMessageStartingWith("keys.yaml:" + line + ": ");
    }

    @Test
    void topicsOfAKeyAreThoseOfItsCaller() throws DeclarationException {
        KeyRing ring = read("keys:\n- {name: a, sha256: %s, types: '*', mqtt: {topics: 'd/{client}'}}\n".formatted(A)
                + "- {name: b, sha256: %s, types: '*'}\n".formatted(B));

        assertThat(caller(ring, "a").topics().allows("d/c-1", new Identity("c-1", null, null)))
                .isTrue();
        assertThat(caller(ring, "a").topics().allows("d/c-2", new Identity("c-1", null, null)))
                .isFalse();
        assertThat(caller(ring, "b").topics().isUnlimited()).isTrue();
    }

    private static Caller caller(KeyRing ring, String key) {
        AdmitByKey admission = new AdmitByKey(
                () -> ring,
                token -> new Tokens.Verified.Invalid("none"),
                new Signatures(Duration.ofMinutes(5), new ReplayGuard(1), InstantSource.fixed(Instant.EPOCH)),
                1,
                CLOCK);
        Attempt attempt =
                new Attempt(new Credentials.WriteKey(key), null, InetAddress::getLoopbackAddress, Scope.WRITE, 1);
        return ((Decision.Admitted) admission.admit(attempt)).caller();
    }

    @Test
    void twoKeysOfOneHashAreRefused() {
        assertThatThrownBy(() ->
                        read("keys:\n- {name: a, sha256: %1$s, types: '*'}\n- {name: b, sha256: %1$s, types: '*'}\n"
                                .formatted(HASH)))
                .hasMessageContaining("'a' and 'b' cannot be told apart");
    }

    @Test
    void deepNestingIsRefused() {
        assertThatThrownBy(() -> read("keys: " + "[".repeat(10_000))).isInstanceOf(DeclarationException.class);
    }

    private static KeyRing read(String text) throws DeclarationException {
        return new KeyFile("keys.yaml").read(text, null, CLOCK);
    }
}
