package io.freshet.relay.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freshet.model.PathTemplate;
import io.freshet.relay.cut.ObjectKeys;
import io.freshet.relay.cut.Origin;
import io.freshet.relay.cut.Range;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResumeTest {
    private static final Origin ORIGIN = new Origin("clicks", "q83vASNFZ4mrze8BI0VniQ", 3);
    private static final ObjectKeys KEYS = new ObjectKeys(PathTemplate.standard("again"));
    private static final Range RANGE = new Range(ORIGIN, 100, 900);

    private static String file(long from, long until) {
        return KEYS.key(new Range(ORIGIN, from, until), 0, "ndjson.zst");
    }

    @Test
    void beginsWhereNothingIsWritten() throws Exception {
        assertThat(Resume.position(RANGE, KEYS, List.of())).isEqualTo(100);
    }

    @Test
    void goesOnBehindTheChainOfFilesWhateverTheirOrder() throws Exception {
        assertThat(Resume.position(RANGE, KEYS, List.of(file(300, 450), file(100, 300))))
                .isEqualTo(450);
        assertThat(Resume.position(RANGE, KEYS, List.of(file(100, 900)))).isEqualTo(900);
    }

    @Test
    void looksAtNothingThatIsNoFileOfTheRelay() throws Exception {
        assertThat(Resume.position(RANGE, KEYS, List.of(file(100, 300), file(300, 500) + "-4f1c", "again/readme.txt")))
                .isEqualTo(300);
    }

    @Test
    void refusesFilesOfAnotherReplay() {
        for (List<String> files : List.of(
                List.of(file(0, 200)),
                List.of(file(100, 200), file(250, 300)),
                List.of(file(100, 950)),
                List.of(file(100, 300), file(200, 400)))) {
            assertThatThrownBy(() -> Resume.position(RANGE, KEYS, files))
                    .as(files.toString())
                    .isInstanceOf(ReplayException.class)
                    .hasMessageContaining("another replay");
        }
    }
}
