package io.freshet.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OriginsTest {
    private static final Origins SHOP = Origins.of(
            List.of("https://shop.example.com", "https://*.example.org", "http://localhost:*", "http://dev.test:3000"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://shop.example.com",
                "https://a.example.org",
                "https://a.b.example.org",
                "http://localhost",
                "http://localhost:5173",
                "http://dev.test:3000"
            })
    void allowsWhatIsListed(String origin) {
        assertThat(SHOP.lists(origin)).isTrue();
        assertThat(SHOP.allows(origin)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "http://shop.example.com",
                "https://shop.example.com.evil.test",
                "https://shop.example.com:443",
                "https://shop.example.com:8443",
                "https://shop.example.com/",
                "https://shop.example.com.",
                "https://shop.example.com@evil.test",
                "https://SHOP.example.com",
                "https://evilshop.example.com",
                "https://shop-example.com",
                "https://shopxexample.com",
                " https://shop.example.com",
                "https://shop.example.com, https://shop.example.com",
                "https://shop.example.com\r\nX: y",
                "https://shop.example.com\u0000",
                "https://example.org",
                "https://.example.org",
                "https://a.example.org.evil.test",
                "https://evilexample.org",
                "https://a_b.example.org",
                "https://a.example.org:8443",
                "https://evil.test/.example.org",
                "https://evil.test#.example.org",
                "https://evil.test\\.example.org",
                "https://-a.example.org",
                "http://localhost:",
                "http://localhost:0",
                "http://localhost:123456",
                "http://localhost:3000/",
                "http://localhost:3000@evil.test",
                "http://localhost.evil.test",
                "http://dev.test:30000",
                "file://",
            })
    void refusesWhatOnlyLooksLikeIt(String origin) {
        assertThat(SHOP.allows(origin)).isFalse();
    }

    @Test
    void longOriginIsRefusedWithoutMuchWork() {
        assertThat(SHOP.allows("https://" + "a.".repeat(100_000) + "example.org"))
                .isFalse();
    }

    @Test
    void everyPageIsAllowedByAStarButNoneIsListed() {
        Origins any = Origins.of(List.of("*"));

        assertThat(any.allows("https://anything.test")).isTrue();
        assertThat(any.lists("https://anything.test")).isFalse();
    }

    @Test
    void pageWithoutAnOriginIsAllowedOnlyByName() {
        assertThat(Origins.of(List.of("null")).allows("null")).isTrue();
        assertThat(SHOP.allows("null")).isFalse();
    }

    @Test
    void unionAllowsWhatAnyAllows() {
        Origins union = Origins.union(List.of(SHOP, Origins.of(List.of("https://other.test"))));

        assertThat(union.lists("https://other.test")).isTrue();
        assertThat(union.lists("https://a.example.org")).isTrue();
        assertThat(union.lists("https://evil.test")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "shop.example.com",
                "https://shop.example.com/",
                "https://Shop.example.com",
                "https://shop.example.com:443",
                "http://shop.example.com:80",
                "https://*.com",
                "https://*",
                "https://sh*p.example.com",
                "https://*.*.example.com",
                "https://a@b.example.com",
                "https://shop.example.com\r\n",
                "ftp://*.example.com",
            })
    void entryThatNoBrowserCouldSendIsRefused(String declared) {
        assertThatIllegalArgumentException().isThrownBy(() -> Origins.of(List.of(declared)));
    }
}
