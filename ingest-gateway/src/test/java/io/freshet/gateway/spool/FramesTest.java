package io.freshet.gateway.spool;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.gateway.publish.OutgoingRecord;
import io.freshet.model.TimeFlag;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;

final class FramesTest {
    @Property
    void whatIsWrittenIsRead(@ForAll @Size(max = 20) List<byte[]> payloads) {
        Frames.Scan scan = Frames.scan(written(payloads), true);

        assertThat(scan.bad()).isEmpty();
        assertThat(payloads(scan)).containsExactlyElementsOf(payloads);
    }

    @Property
    void tornTailCostsOnlyWhatWasTorn(
            @ForAll @Size(min = 1, max = 20) List<byte[]> payloads, @ForAll @IntRange(min = 0) int cut) {
        ByteBuffer bytes = written(payloads);
        int end = cut % bytes.limit();
        int whole = 0;
        for (int at = 0; whole < payloads.size(); whole++) {
            at += Frames.HEADER + payloads.get(whole).length;
            if (at > end) {
                break;
            }
        }

        Frames.Scan scan = Frames.scan(bytes.limit(end), true);

        assertThat(payloads(scan)).containsExactlyElementsOf(payloads.subList(0, whole));
        assertThat(scan.bad()).allMatch(Frames.Bad::torn);
    }

    @Property
    void flippedBitCostsNoMoreThanItsFrame(
            @ForAll @Size(min = 1, max = 20) List<byte[]> payloads, @ForAll @IntRange(min = 0) int where) {
        ByteBuffer bytes = written(payloads);
        int bit = where % (8 * bytes.limit());
        bytes.put(bit / 8, (byte) (bytes.get(bit / 8) ^ (1 << (bit % 8))));
        int hit = 0;
        for (int at = 0; at + Frames.HEADER + payloads.get(hit).length <= bit / 8; hit++) {
            at += Frames.HEADER + payloads.get(hit).length;
        }
        List<byte[]> others = new ArrayList<>(payloads);
        others.remove(hit);

        Frames.Scan scan = Frames.scan(bytes, true);

        assertThat(payloads(scan)).containsExactlyElementsOf(others);
        assertThat(scan.bad()).hasSize(1);
    }

    @Property
    void readingInPiecesFindsTheSame(
            @ForAll @Size(max = 20) List<byte[]> payloads, @ForAll @IntRange(min = 0, max = 400) int piece) {
        ByteBuffer bytes = written(payloads);
        int split = Math.min(piece, bytes.limit());

        Frames.Scan head = Frames.scan(bytes.slice(0, split), split == bytes.limit());
        Frames.Scan tail = Frames.scan(bytes.slice(head.next(), bytes.limit() - head.next()), true);

        List<byte[]> all = new ArrayList<>(payloads(head));
        all.addAll(payloads(tail));
        assertThat(all).containsExactlyElementsOf(payloads);
        assertThat(head.bad()).isEmpty();
        assertThat(tail.bad()).isEmpty();
    }

    @Property
    void garbageIsNeverAFrame(@ForAll long seed, @ForAll @IntRange(max = 5000) int length) {
        byte[] garbage = new byte[length];
        new Random(seed).nextBytes(garbage);

        Frames.Scan scan = Frames.scan(ByteBuffer.wrap(garbage), true);

        assertThat(scan.frames()).isEmpty();
        assertThat(scan.next()).isEqualTo(length);
    }

    @Property
    void recordsComeBackAsTheyWere(
            @ForAll String topic, @ForAll boolean keyed, @ForAll String key, @ForAll byte[] value, @ForAll String id) {
        @Nullable String nullable = keyed ? key : null;
        OutgoingRecord out = new OutgoingRecord(
                utf8(topic),
                nullable == null ? null : utf8(nullable),
                value,
                utf8(id),
                "/s",
                "t",
                "r",
                TimeFlag.CLAMPED,
                keyed ? Map.of("traceparent", utf8(key), "ce_more", "1") : Map.of());

        OutgoingRecord read = RecordCodec.decode(ByteBuffer.wrap(RecordCodec.encode(out)));

        assertThat(read).usingRecursiveComparison().isEqualTo(out);
    }

    /** Without lone surrogates, which no text that came as UTF-8 has. */
    private static String utf8(String text) {
        return new String(
                text.getBytes(java.nio.charset.StandardCharsets.UTF_8), java.nio.charset.StandardCharsets.UTF_8);
    }

    private static ByteBuffer written(List<byte[]> payloads) {
        ByteBuffer bytes = ByteBuffer.allocate(
                payloads.stream().mapToInt(p -> Frames.HEADER + p.length).sum());
        for (int i = 0; i < payloads.size(); i++) {
            Frames.write(bytes, i, 1000 + i, payloads.get(i));
        }
        return bytes.flip();
    }

    private static List<byte[]> payloads(Frames.Scan scan) {
        return scan.frames().stream()
                .map(frame -> {
                    byte[] bytes = new byte[frame.payload().remaining()];
                    frame.payload().get(0, bytes);
                    return bytes;
                })
                .toList();
    }
}
