package io.freshet.processor.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;

class WindowKeyTest {
    @Property
    void bytesCompareAsTheStartsOfTheWindowsDo(@ForAll long one, @ForAll long other) {
        assertThat(Integer.signum(Arrays.compareUnsigned(bytes(one, "z"), bytes(other, "a"))))
                .isEqualTo(one == other ? 1 : Long.compare(one, other));
    }

    @Property
    void isReadAsItWasWritten(@ForAll long start, @ForAll @AlphaChars String customer) {
        WindowKey key = new WindowKey(start, customer + "ü€😀");
        assertThat(WindowKey.SERDE.deserializer().deserialize("", bytes(key.start(), key.customer())))
                .isEqualTo(key);
    }

    private static byte[] bytes(long start, String customer) {
        return WindowKey.SERDE.serializer().serialize("", new WindowKey(start, customer));
    }
}
