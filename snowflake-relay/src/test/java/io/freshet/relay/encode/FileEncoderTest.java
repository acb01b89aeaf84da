package io.freshet.relay.encode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.github.luben.zstd.ZstdInputStream;
import io.freshet.model.BuiltInTypes;
import io.freshet.model.Reason;
import io.freshet.relay.cut.Origin;
import io.freshet.relay.encode.Encoding.Encoded;
import io.freshet.relay.encode.Encoding.Poison;
import io.freshet.relay.encode.Encoding.SchemaUnavailable;
import io.freshet.relay.encode.SourceRecord.Header;
import io.freshet.relay.kill.FixedRegistry;
import io.freshet.relay.kill.Samples;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class FileEncoderTest {
    private static final Origin ORIGIN = new Origin("user-activity", "q83vASNFZ4mrze8BI0VniQ", 7);
    private static final Origin REJECTED = new Origin(BuiltInTypes.EVENTS_REJECTED, "id", 0);
    private static final long TIME = 1_763_640_000_123L;

    private final FixedRegistry registry = new FixedRegistry();
    private Instant now = Instant.EPOCH;
    private final InstantSource clock = () -> now;
    private final FileEncoder encoder = new FileEncoder(registry, clock);

    private static Header header(String name, String value) {
        return new Header(name, value.getBytes(UTF_8));
    }

    private static SourceRecord record(long offset, byte[] value, Header... headers) {
        return new SourceRecord(offset, TIME, "k".getBytes(UTF_8), value, List.of(headers));
    }

    private Encoded encoded(Origin origin, SourceRecord... records) {
        return (Encoded) encoder.encode(origin, List.of(records), Format.AVRO, Codec.ZSTD);
    }

    private static String text(Encoded file) throws IOException {
        try (InputStream in = new ZstdInputStream(new ByteArrayInputStream(file.bytes()))) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    @Test
    void rowsAreThoseOfTheGoldenFile() throws IOException {
        Encoded file = encoded(
                ORIGIN,
                record(
                        41,
                        Samples.value(5),
                        header("ce_specversion", "1.0"),
                        header("ce_id", "e-1"),
                        header("ce_source", "/freshet/http"),
                        header("ce_type", "user-activity"),
                        header("ce_time", "2026-11-20T12:00:00Z"),
                        header("received_at", "2026-11-20T12:00:01Z"),
                        header("freshet_time", "skewed"),
                        header("x", "first"),
                        new Header("x", new byte[] {(byte) 0xff, 0}),
                        new Header("none", null)),
                new SourceRecord(43, TIME, new byte[] {(byte) 0x80}, null, List.of()),
                new SourceRecord(44, 0, null, Samples.value(6), List.of()));

        try (InputStream golden = FileEncoderTest.class.getResourceAsStream("rows.ndjson")) {
            assertThat(golden).isNotNull();
            assertThat(text(file)).isEqualTo(new String(golden.readAllBytes(), UTF_8));
        }
        assertThat(file.rows()).isEqualTo(3);
        assertThat(file.rawBytes()).isEqualTo(text(file).getBytes(UTF_8).length);
        assertThat(file.poison()).isEmpty();
    }

    @Provide
    Arbitrary<List<SourceRecord>> records() {
        Arbitrary<byte[]> bytes = Arbitraries.bytes().array(byte[].class).ofMaxSize(20);
        Arbitrary<byte[]> values = Arbitraries.oneOf(Arbitraries.longs().map(Samples::value), bytes)
                .injectNull(0.1);
        Arbitrary<Header> headers = Combinators.combine(
                        Arbitraries.of("ce_id", "ce_time", "freshet_time", "a", "b", "", "a\"b", "a\\b", "\u0001", "é"),
                        bytes.injectNull(0.1))
                .as(Header::new);
        return Combinators.combine(Arbitraries.longs().between(0, TIME), bytes.injectNull(0.1), values, headers.list())
                .as((time, key, value, all) -> new SourceRecord(0, time, key, value, all))
                .list()
                .ofMaxSize(30);
    }

    @Property(tries = 300)
    void twoEncodersMakeTheSameBytesAndNoRecordIsLost(@ForAll("records") List<SourceRecord> records)
            throws IOException {
        Encoded one = (Encoded) encoder.encode(ORIGIN, records, Format.AVRO, Codec.ZSTD);
        Encoded other =
                (Encoded) new FileEncoder(new FixedRegistry(), clock).encode(ORIGIN, records, Format.AVRO, Codec.ZSTD);

        assertThat(one.bytes()).isEqualTo(other.bytes());
        assertThat(one.sha256()).isEqualTo(other.sha256());
        assertThat(one.rows() + one.poison().size()).isEqualTo(records.size());
        for (String row : text(one).lines().toList()) {
            byte[] bytes = row.getBytes(UTF_8);
            assertThatCode(() -> StrictJson.check(bytes, bytes.length)).as(row).doesNotThrowAnyException();
        }
    }

    @Property(tries = 100)
    void everyRecordOfRejectedEventsIsARow(@ForAll("records") List<SourceRecord> records) {
        Encoded file = (Encoded) encoder.encode(REJECTED, records, Format.AVRO, Codec.ZSTD);

        assertThat(file.rows()).isEqualTo(records.size());
        assertThat(file.poison()).isEmpty();
    }

    @Test
    void largeFilesAreTheSameToo() {
        List<SourceRecord> records = new ArrayList<>();
        for (int n = 0; n < 20_000; n++) {
            records.add(record(n, Samples.value(n), header("ce_id", "id-" + n * 7919)));
        }
        Encoded one = (Encoded) encoder.encode(ORIGIN, records, Format.AVRO, Codec.ZSTD);

        assertThat(one.rawBytes()).isGreaterThan(2 << 20);
        assertThat(((Encoded) new FileEncoder(registry, clock).encode(ORIGIN, records, Format.AVRO, Codec.ZSTD))
                        .bytes())
                .isEqualTo(one.bytes());
    }

    @Test
    void poisonIsNamedWithItsReason() {
        Encoded file = encoded(
                ORIGIN,
                record(1, new byte[] {1, 2, 3}),
                record(2, new byte[] {0, 0, 0, 0, 99, 1}),
                record(3, new byte[] {0, 0, 0, 0, 1, 1}),
                record(4, Samples.value("x".repeat(17 << 20))));

        assertThat(file.rows()).isZero();
        assertThat(file.poison())
                .extracting(Poison::reason)
                .containsExactly(
                        Reason.UNDECODABLE_RECORD,
                        Reason.UNDECODABLE_RECORD,
                        Reason.UNDECODABLE_RECORD,
                        Reason.ROW_TOO_LARGE);
    }

    @Test
    void rejectedEventTooLargeEvenForBase64IsARowWithoutItsBytes() throws IOException {
        Encoded file = encoded(REJECTED, record(4, Samples.value("x".repeat(17 << 20))));

        assertThat(text(file)).startsWith("{\"value\":null,\"_meta\":").contains("\"flags\":[\"row-too-large\"]");
    }

    @Test
    void fieldNamedMetaWouldBeThereTwiceAndIsPoison() {
        Encoded file = encoded(ORIGIN, record(1, Samples.withMetaField()));

        assertThat(file.rows()).isZero();
        assertThat(file.poison()).extracting(Poison::reason).containsExactly(Reason.UNDECODABLE_RECORD);
    }

    @Test
    void schemaThatIsNoAvroIsPoisonAndHoldsNothingUp() {
        Encoded file = encoded(
                ORIGIN, record(1, new byte[] {0, 0, 0, 0, FixedRegistry.NO_AVRO_ID, 1}), record(2, Samples.value(1)));

        assertThat(file.rows()).isEqualTo(1);
        assertThat(file.poison()).extracting(Poison::reason).containsExactly(Reason.UNDECODABLE_RECORD);
    }

    @Test
    void unreachableRegistryIsNotPoison() {
        registry.down(true);

        assertThat(encoder.encode(ORIGIN, List.of(record(1, Samples.value(1))), Format.AVRO, Codec.ZSTD))
                .isInstanceOf(SchemaUnavailable.class);
    }

    @Test
    void knownSchemaNeedsNoRegistry() {
        encoded(ORIGIN, record(1, Samples.value(1)));
        registry.down(true);

        assertThat(encoded(ORIGIN, record(1, Samples.value(1))).rows()).isEqualTo(1);
    }

    private List<Poison> poisonOf(Format format, byte[]... values) {
        return ((Encoded) encoder.encode(ORIGIN, records(values), format, Codec.ZSTD)).poison();
    }

    private static List<SourceRecord> records(byte[]... values) {
        List<SourceRecord> records = new ArrayList<>();
        for (byte[] value : values) {
            records.add(record(records.size(), value));
        }
        return records;
    }

    private String rows(Format format, String... values) throws IOException {
        byte[][] bytes =
                Arrays.stream(values).map(value -> value.getBytes(UTF_8)).toArray(byte[][]::new);
        Encoded file = (Encoded) encoder.encode(ORIGIN, records(bytes), format, Codec.ZSTD);
        assertThat(file.poison()).isEmpty();
        return text(file).replaceAll(",?\"_meta\":.*", "");
    }

    @Test
    void jsonIsTakenOverWithItsDigits() throws IOException {
        assertThat(rows(
                        Format.JSON,
                        "{\"a\": 1.10, \"b\": [1e5, {\"c\": null}], \"d\": \"x\\u00e9\"}",
                        "{\"n\": 12345678901234567890123456789012345678}",
                        "{\"n\": -0.123456789012345678901234567890123456789, \"e\": 1e999}"))
                .isEqualTo("""
                        {"a":1.10,"b":[1e5,{"c":null}],"d":"xé"
                        {"n":12345678901234567890123456789012345678
                        {"n":"-0.123456789012345678901234567890123456789","e":"1e999"
                        """);
    }

    @Test
    void jsonThatIsNoObjectIsAValue() throws IOException {
        assertThat(rows(Format.JSON, "7", " [1, 2] ", "\"s\"", "null", "true", "{}"))
                .isEqualTo("{\"value\":7\n{\"value\":[1,2]\n{\"value\":\"s\"\n{\"value\":null\n{\"value\":true\n{\n");
    }

    @Test
    void whatIsNoStrictJsonIsPoison() {
        String deep = "[".repeat(2_000) + "]".repeat(2_000);
        assertThat(poisonOf(
                        Format.JSON,
                        "".getBytes(UTF_8),
                        "{".getBytes(UTF_8),
                        "{\"a\":1}{}".getBytes(UTF_8),
                        "{\"a\":1,\"a\":2}".getBytes(UTF_8),
                        "{\"a\":NaN}".getBytes(UTF_8),
                        "{\"_meta\":1}".getBytes(UTF_8),
                        "{\"a\":\"\\ud800\"}".getBytes(UTF_8),
                        deep.getBytes(UTF_8),
                        new byte[] {'"', (byte) 0xff, '"'}))
                .hasSize(9)
                .extracting(Poison::reason)
                .containsOnly(Reason.UNDECODABLE_RECORD);
    }

    @Test
    void rawBytesAreBase64() throws IOException {
        Encoded file = (Encoded) encoder.encode(
                ORIGIN, List.of(record(1, new byte[] {(byte) 0xff, 0})), Format.BYTES, Codec.ZSTD);

        assertThat(text(file)).startsWith("{\"value\":{\"b64\":\"/wA=\"},\"_meta\":");
    }

    @Test
    void fiveMegabytesAreARow() {
        Encoded file = encoded(ORIGIN, record(1, Samples.value("x".repeat(5 << 20))));

        assertThat(file.rows()).isEqualTo(1);
        assertThat(file.rawBytes()).isGreaterThan(5 << 20);
    }

    @Test
    void controlRecordsHaveNoRowButHadOneInTheFormatBefore() throws IOException {
        SourceRecord end = new SourceRecord(9, TIME, null, null, List.of(header("freshet_control", "end-of-data")));
        List<SourceRecord> all = List.of(record(8, Samples.value(1)), end);

        Encoded now = (Encoded) encoder.encode(ORIGIN, all, Format.AVRO, Codec.ZSTD);
        Encoded before = (Encoded) encoder.encode(ORIGIN, all, Format.AVRO_1, Codec.ZSTD);

        assertThat(now.rows()).isEqualTo(1);
        assertThat(now.poison()).isEmpty();
        assertThat(text(before)).contains("\"tombstone\"");
    }

    @Test
    void gzipHasNeitherTimeNorNameAndIsTheSameEachTime() throws IOException {
        List<SourceRecord> all = records(Samples.value(1), Samples.value(2));
        byte[] one = ((Encoded) encoder.encode(ORIGIN, all, Format.AVRO, Codec.GZIP)).bytes();
        byte[] other = ((Encoded) encoder.encode(ORIGIN, all, Format.AVRO, Codec.GZIP)).bytes();

        assertThat(one).isEqualTo(other).startsWith(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0);
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(one))) {
            assertThat(in.readAllBytes())
                    .isEqualTo(text((Encoded) encoder.encode(ORIGIN, all, Format.AVRO, Codec.ZSTD))
                            .getBytes(UTF_8));
        }
    }

    @Test
    void unknownSchemaIsAskedForOnceInAWhileAndSeenWhenItComes() {
        SourceRecord[] junk = {record(1, new byte[] {0, 0, 0, 0, 99, 1}), record(2, new byte[] {0, 0, 0, 0, 99, 1})};
        encoded(ORIGIN, junk);
        encoded(ORIGIN, junk);
        assertThat(registry.asked()).isEqualTo(1);

        now = now.plus(Transcoders.UNKNOWN_FOR);
        encoded(ORIGIN, junk);
        assertThat(registry.asked()).isEqualTo(2);
    }

    @Test
    void memoryOfUnknownSchemasIsBounded() throws Exception {
        Transcoders transcoders = new Transcoders(registry, clock);
        for (int id = 0; id < 3 * Transcoders.MAX_UNKNOWN; id++) {
            assertThat(transcoders.byId(1_000 + id)).isEmpty();
        }
        assertThat(transcoders.unknown()).isLessThanOrEqualTo(Transcoders.MAX_UNKNOWN);
    }
}
