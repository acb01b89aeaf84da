package io.freshet.processor.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.processor.state.KeptResult;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ResultHubTest {
    @Test
    void aListenerThatIsTooSlowIsToldSoAndHoldsNothing() {
        Subscription slow = new Subscription("job", null, () -> {});
        for (int n = 0; n < Subscription.MAX_EVENTS; n++) {
            slow.offer("event");
        }
        assertThat(slow.isOverrun()).isFalse();
        slow.offer("one more");
        assertThat(slow.isOverrun()).isTrue();
        assertThat(slow.poll()).isNull();
    }

    @Test
    void hearsItsKeyOnly() {
        Subscription one = new Subscription("job", "key", () -> {});
        assertThat(one.wants("job", "key")).isTrue();
        assertThat(one.wants("job", "other")).isFalse();
        assertThat(one.wants("other", "key")).isFalse();
    }

    @Test
    void whatIsKeptIsToldUnderItsId() {
        ResultHub hub = new ResultHub(new ResultRows(id -> Optional.empty()));
        Subscription all = hub.subscribe("job", null, () -> {}).orElseThrow();
        UUID id = new UUID(1, 2);
        KeptResult result = new KeptResult(id, true, new byte[] {0, 0, 0, 0, 7});
        hub.kept("other", "key", result);
        assertThat(all.poll()).isNull();
        hub.kept("job", "key", result);
        assertThat(all.poll())
                .startsWith("id: " + id + "\ndata: {")
                .contains("\"key\":\"key\",\"id\":\"" + id + "\"")
                .endsWith("}\n\n");
    }

    @Test
    void listenersAreBounded() {
        ResultHub hub = new ResultHub(new ResultRows(id -> Optional.empty()));
        for (int n = 0; n < ResultHub.MAX_SUBSCRIBERS; n++) {
            assertThat(hub.subscribe("job", null, () -> {})).isPresent();
        }
        assertThat(hub.subscribe("job", null, () -> {})).isEmpty();
    }
}
