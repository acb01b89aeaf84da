package io.freshet.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AllowListTest {

    @ParameterizedTest
    @CsvSource({
        "*, shop-activity, true",
        "shop-*, shop-activity, true",
        "shop-*, workshop-activity, false",
        "*-events, order-events, true",
        "shop, shop, true",
        "shop, shop2, false",
        "a.b, axb, false",
        "a*c*e, abcde, true",
    })
    void matchesPatterns(String pattern, String name, boolean expected) {
        assertThat(AllowList.of(List.of(pattern)).allows(name)).isEqualTo(expected);
    }

    @Test
    void oneOfSeveralPatternsIsEnough() {
        AllowList list = AllowList.of(List.of("orders", "clicks"));

        assertThat(list.allows("clicks")).isTrue();
        assertThat(list.allows("logins")).isFalse();
    }
}
