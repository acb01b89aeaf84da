package io.freshet.gateway.admission.keyfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freshet.gateway.admission.KeyRing;
import io.freshet.gateway.admission.WallClock;
import io.freshet.gateway.declare.DeclarationException;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class KeyFileTest {
    private static final String HASH = "ab".repeat(32);
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
                "6|orgins: []|orgins|is not known here; known are",
                "6|name: again|name|is there twice",
            })
    void wrongFieldIsNamedWithItsLine(int line, String replacement, String field, String problem) {
        String[] lines = {"keys:", "# a comment", "  - name: a", "    sha256: " + HASH, "    types: '*'", ""};
        lines[line - 1] = (line == 3 ? "  - " : "    ") + replacement;

        assertThatThrownBy(() -> read(String.join("\n", lines)))
                .isInstanceOf(DeclarationException.class)
                .hasMessageStartingWith("keys.yaml:"
                        + (problem.contains("known by") || problem.contains("is missing")
                                ? problem.contains("is missing") ? "5" : "3"
                                : Integer.toString(line)))
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
