package io.freshet.relay.cut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freshet.model.PathTemplate;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class CommitNotesTest {
    private static final String SHA = "a".repeat(64);

    @Property
    void readsWhatItWrote(
            @ForAll @StringLength(min = 1, max = 249) String topic,
            @ForAll @IntRange(max = 99_999) int partition,
            @ForAll @LongRange(min = 0, max = Long.MAX_VALUE - 2) long from,
            @ForAll String key,
            @ForAll @IntRange(min = -1) int epoch) {
        Range range = new Range(new Origin(topic, "id", partition), from, from + 1);
        CommitNote pending = new CommitNote.Pending(
                new Intent(range, "s3://bucket", key, "ndjson-1", "zstd-1", SHA),
                epoch < 0 ? Optional.empty() : Optional.of(epoch));
        CommitNote settled = new CommitNote.Settled("id", from);

        assertThat(CommitNotes.read(topic, partition, CommitNotes.write(pending)))
                .contains(pending);
        assertThat(CommitNotes.read(topic, partition, CommitNotes.write(settled)))
                .contains(settled);
    }

    @Property
    void takesNothingElseForOneOfItsOwn(@ForAll String text) {
        assertThat(CommitNotes.read("t", 0, text)).isEmpty();
    }

    @Test
    void noteWithoutItsFieldsSaysNothing() {
        assertThat(CommitNotes.read("t", 0, "")).isEmpty();
        assertThat(CommitNotes.read("t", 0, "{}")).isEmpty();
        assertThat(CommitNotes.read("t", 0, "{\"topic_id\":\"i\",\"from\":3,\"until\":9}"))
                .isEmpty();
        assertThat(CommitNotes.read("t", 0, "{\"topic_id\":\"i\",\"from\":\"x\"}"))
                .isEmpty();
        assertThat(CommitNotes.read("t", 0, "{\"topic_id\":\"i\",\"from\":{}}")).isEmpty();
    }

    @Test
    void longestNamesStayWithinTheBrokersLimit() {
        Origin origin = new Origin("t".repeat(249), "x".repeat(22), 99_999);
        Range range = new Range(origin, Long.MAX_VALUE - 1, Long.MAX_VALUE);
        String key = new ObjectKeys(PathTemplate.standard("p".repeat(256))).key(range, 0, "ndjson.zst");
        assertThat(key).hasSizeLessThan(1_024);
        String note = CommitNotes.write(new CommitNote.Pending(
                new Intent(range, "s3://" + "b".repeat(255), key, "ndjson-1", "zstd-1", SHA),
                Optional.of(Integer.MAX_VALUE)));

        assertThat(note.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(CommitNotes.MAX_BYTES);
    }

    @Test
    void refusesWhatTheBrokerWouldRefuse() {
        Range range = new Range(new Origin("t", "i", 0), 0, 1);
        CommitNote note = new CommitNote.Pending(
                new Intent(range, "s3://b", "k".repeat(CommitNotes.MAX_BYTES), "ndjson-1", "zstd-1", SHA),
                Optional.empty());

        assertThatThrownBy(() -> CommitNotes.write(note)).isInstanceOf(IllegalArgumentException.class);
    }
}
