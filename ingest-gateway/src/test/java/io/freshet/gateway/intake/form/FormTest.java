package io.freshet.gateway.intake.form;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.gateway.TestTypes;
import io.freshet.gateway.intake.Original;
import org.junit.jupiter.api.Test;

final class FormTest {
    @Test
    void valuesAreWhatTheirFieldsAre() {
        assertThat(event("user=42&n=42&at=&colour=7&_meta.id=i%20d"))
                .isEqualTo("{\"user\":\"42\",\"n\":42,\"colour\":\"7\",\"_meta\":{\"id\":\"i d\"}}");
    }

    @Test
    void whatIsNoNumberStaysTextAndIsForTheTypeToRefuse() {
        assertThat(event("n=042&n=1e")).isEqualTo("{\"n\":\"042\",\"n\":\"1e\"}");
    }

    @Test
    void whatCannotBeDecodedStaysAsItWasSent() {
        assertThat(event("user=%zz&=x&&flag")).isEqualTo("{\"user\":\"%zz\",\"flag\":\"\"}");
    }

    private static String event(String encoded) {
        Original event = Form.event(Form.parse(encoded), TestTypes.schema(TestTypes.SHOP));
        return new String(event.bytes(), event.from(), event.to() - event.from(), UTF_8);
    }
}
