package io.freshet.cli.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HealthDocumentTest {
    private static String reason(String document) {
        return HealthDocument.reason(document);
    }

    @Test
    void whatIsDownIsNamedWithWhatItSays() {
        assertThat(reason("""
                        {"status":"DOWN","checks":[
                          {"name":"kafka","status":"DOWN","data":{"reachable":"false","misses":3}},
                          {"name":"types","status":"UP","data":{"known":7}},
                          {"name":"spool","status":"DOWN"}]}""")).isEqualTo("kafka (reachable: false, misses: 3); spool");
    }

    @Test
    void anythingElseIsSaidAsItCame() {
        assertThat(reason("it does not\nanswer ")).isEqualTo("it does not answer");
        assertThat(reason("")).isEmpty();
        assertThat(reason("[1]")).isEmpty();
        assertThat(reason("{\"checks\":[]}")).isEmpty();
    }
}
