package io.freshet.processor.dedupe;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class EventHashTest {
    private final EventHash hash = new EventHash();

    @Test
    void theSameIdOfAnotherSenderIsAnotherEvent() {
        assertThat(hash.of("t", "a", "1")).isNotEqualTo(hash.of("t", "b", "1"));
        assertThat(hash.of("t", "ab", "1")).isNotEqualTo(hash.of("t", "a", "b1"));
        assertThat(hash.of("t", "a", "1")).hasSize(EventHash.BYTES).isEqualTo(new EventHash().of("t", "a", "1"));
    }

    @Property
    void partsDoNotRunTogether(@ForAll String one, @ForAll String two) {
        if (!one.isEmpty()) {
            assertThat(hash.of("t", one, two)).isNotEqualTo(hash.of("t", "", one + two));
        }
    }
}
