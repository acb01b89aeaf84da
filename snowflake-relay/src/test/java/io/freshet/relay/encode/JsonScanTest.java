package io.freshet.relay.encode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;

class JsonScanTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final byte[] TELLING = "{}[],:\"\\0-.eEtfnu19 \n".getBytes(UTF_8);

    private final JsonScan scan = new JsonScan();

    private boolean sure(String row) {
        byte[] bytes = row.getBytes(UTF_8);
        return scan.isStrictObject(bytes, bytes.length);
    }

    @Provide
    Arbitrary<String> objects() {
        Arbitrary<Object> scalars = Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(20),
                Arbitraries.longs(),
                Arbitraries.doubles(),
                Arbitraries.of(true, false),
                Arbitraries.strings().ascii().ofMaxLength(40));
        Arbitrary<Object> values = Arbitraries.lazyOf(
                () -> scalars,
                () -> scalars,
                () -> scalars.list().ofMaxSize(4).map(List::copyOf),
                () -> Arbitraries.maps(Arbitraries.strings().alpha().ofMaxLength(9), scalars)
                        .ofMaxSize(4)
                        .map(HashMap::new));
        return Arbitraries.maps(Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(12), values)
                .ofMaxSize(8)
                .map(JsonScanTest::write);
    }

    private static String write(Map<String, Object> object) {
        try {
            return JSON.writeValueAsString(object);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A row whose bytes were changed here and there. */
    @Provide
    Arbitrary<byte[]> damaged() {
        Arbitrary<Byte> likely = Arbitraries.frequencyOf(
                Tuple.of(
                        3, Arbitraries.integers().between(0, TELLING.length - 1).map(i -> TELLING[i])),
                Tuple.of(1, Arbitraries.bytes()));
        Arbitrary<int[]> places =
                Arbitraries.integers().between(0, 10_000).array(int[].class).ofMaxSize(3);
        return Combinators.combine(
                        objects(),
                        places,
                        likely.list().ofSize(3),
                        Arbitraries.integers().between(0, 2))
                .as((text, at, with, kind) -> damage(text.getBytes(UTF_8), at, with, kind));
    }

    private static byte[] damage(byte[] row, int[] places, List<Byte> with, int kind) {
        byte[] changed = row;
        for (int i = 0; i < places.length; i++) {
            int at = places[i] % changed.length;
            byte[] next = new byte[changed.length + (kind == 1 ? 1 : kind == 2 ? -1 : 0)];
            System.arraycopy(changed, 0, next, 0, Math.min(at, next.length));
            int from = kind == 0 ? at + 1 : kind == 1 ? at : at + 1;
            int to = kind == 2 ? at : at + 1;
            if (kind != 2) {
                next[at] = with.get(i);
            }
            System.arraycopy(changed, from, next, to, next.length - to);
            changed = next.length == 0 ? changed : next;
        }
        return changed;
    }

    /** Whatever it passes, a strict parser passes too. */
    @Property(tries = 3_000)
    void isNeverSureOfWhatAParserRefuses(@ForAll("damaged") byte[] row) {
        if (scan.isStrictObject(row, row.length)) {
            assertThatCode(() -> StrictJson.check(row, row.length))
                    .as(new String(row, UTF_8))
                    .doesNotThrowAnyException();
        }
    }

    @Property(tries = 500)
    void isSureOfWhatAWriterWrites(@ForAll("objects") String row) {
        assertThat(sure(row)).as(row).isTrue();
    }

    @Test
    void knowsWhatIsWrong() {
        assertThat(List.of(
                        "",
                        "{",
                        "}",
                        "{}}",
                        "{}{}",
                        "[]",
                        "7",
                        "{\"a\":1,\"a\":2}",
                        "{\"a\":1,\"_meta\":2}",
                        "{\"a\":{\"b\":1,\"b\":2}}",
                        "{\"a\":1,}",
                        "{\"a\":[1,]}",
                        "{\"a\":01}",
                        "{\"a\":1.}",
                        "{\"a\":.5}",
                        "{\"a\":-}",
                        "{\"a\":1e}",
                        "{\"a\":NaN}",
                        "{\"a\":tru}",
                        "{\"a\":nul",
                        "{\"a\":\"\t\"}",
                        "{\"a\":\"\\x\"}",
                        "{\"a\":\"\\ud800\"}",
                        "{\"a\" 1}",
                        "{\"a\":1 }",
                        "{\"a\":[1}",
                        "{\"a\":{]}",
                        "{a:1}",
                        "{\"a\":\"b}"))
                .noneMatch(this::sure);
        assertThat(scan.isStrictObject(new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'}, 7))
                .isFalse();
    }

    @Test
    void takesTheSameNameInDifferentObjects() {
        assertThat(sure("{\"a\":{\"a\":{\"a\":1},\"b\":1},\"b\":[{\"a\":1},{\"a\":2}]}"))
                .isTrue();
    }

    @Test
    void leavesWhatIsManyOrDeepToTheParser() {
        StringBuilder many = new StringBuilder("{\"n\":0");
        for (int i = 0; i < 1_000; i++) {
            many.append(",\"n").append(i).append("\":1");
        }
        assertThat(sure(many.append('}').toString())).isFalse();
        assertThat(sure("{\"a\":" + "[".repeat(100) + "]".repeat(100) + "}")).isFalse();
        assertThatCode(() -> StrictJson.check(many.toString().getBytes(UTF_8), many.length()))
                .doesNotThrowAnyException();
    }
}
