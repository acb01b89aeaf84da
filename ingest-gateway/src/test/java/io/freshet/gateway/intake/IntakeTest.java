package io.freshet.gateway.intake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.gateway.TestTypes;
import io.freshet.gateway.admission.Limits;
import io.freshet.model.Reason;
import io.freshet.model.json.JsonToAvro;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class IntakeTest {
    /** What the last verdicts speak of. */
    private static byte[] lastBody = {};

    private static final JsonToAvro SHOP = JsonToAvro.of(TestTypes.shop());
    private static final Intake INTAKE = new Intake(new Limits(10_000, 200, 1_000, 7));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"user\":\"u1\"}",
                " \r\n\t{\"user\":\"u1\"}\n\n",
                "{\n  \"user\": \"u1\"\n}",
                "{\n  \"_meta\": {\"id\":\"x\"}\n, \"user\": \"u1\"\n}",
                "[{\"user\":\"u1\"}]",
                "[\n{\"user\":\"u1\"}\n]",
                "\uFEFF{\"user\":\"u1\"}",
                "\uFEFF [{\"user\":\"u1\"}]"
            })
    void readsOneEventInEveryForm(String body) {
        assertThat(describe(read(body, false))).containsExactly("valid u1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"user\":\"u1\"},{\"user\":\"u2\"}]",
                "{\"user\":\"u1\"}\n{\"user\":\"u2\"}",
                "{\"user\":\"u1\"}\r\n\r\n  {\"user\":\"u2\"}\r\n",
                "[ {\"user\":\"u1\"}\n,\n{\"user\":\"u2\"} ]  "
            })
    void readsSeveralEventsInOrder(String body) {
        assertThat(describe(read(body, false))).containsExactly("valid u1", "valid u2");
    }

    @Test
    void declaredLinesNeedNoHint() {
        assertThat(describe(read("{\"user\":\"u1\"}\nnope\n\n{\"user\":\"u2\"}", true)))
                .containsExactly("valid u1", "malformed-json nope", "valid u2");
    }

    @Test
    void badLineIsOneRejectionAndTheNextLineGoesOn() {
        assertThat(describe(read("{\"user\":\"u1\"}\n{\"user\":}\n{\"user\":\"u2\"}\n{\"user\":\"u3\"", false)))
                .containsExactly(
                        "valid u1", "malformed-json {\"user\":}", "valid u2", "malformed-json {\"user\":\"u3\"");
    }

    @Test
    void twoValuesOnOneLineAreMalformed() {
        assertThat(describe(read("{\"user\":\"u1\"}{\"user\":\"u2\"}\n{\"user\":\"u3\"}", true)))
                .containsExactly("malformed-json {\"user\":\"u1\"}{\"user\":\"u2\"}", "valid u3");
    }

    @ParameterizedTest
    @MethodSource
    void afterSyntaxErrorTheRestIsOneRejection(String body, String rest) {
        assertThat(describe(read(body, false))).containsExactly("valid u1", "malformed-json " + rest);
    }

    static Stream<Arguments> afterSyntaxErrorTheRestIsOneRejection() {
        return Stream.of(
                Arguments.of("[{\"user\":\"u1\"},{\"user\":},{\"user\":\"u2\"}]", "{\"user\":},{\"user\":\"u2\"}]"),
                Arguments.of("[{\"user\":\"u1\"} {\"user\":\"u2\"}]", "{\"user\":\"u2\"}]"),
                Arguments.of("[{\"user\":\"u1\"},", ","),
                Arguments.of("[{\"user\":\"u1\"}", "}"),
                Arguments.of("[{\"user\":\"u1\"}] x", "x"),
                Arguments.of("{\"user\":\"u1\"} {\"user\":\"u2\"}", "{\"user\":\"u2\"}"),
                Arguments.of("{\"user\":\"u1\"}\n]", "]"));
    }

    @Test
    void elementsThatAreNoObjectsAreRejectedOneByOne() {
        assertThat(describe(read("[1,{\"user\":\"u1\"},\"a\",null,[{}],true,{\"user\":\"u2\"}]", false)))
                .containsExactly(
                        "not-an-object 1",
                        "valid u1",
                        "not-an-object \"a\"",
                        "not-an-object null",
                        "not-an-object [{}]",
                        "not-an-object true",
                        "valid u2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\r\n\t ", "[]", " [ ] ", "\uFEFF"})
    void bodyWithoutAnyEventIsRefused(String body) {
        assertThat(refusal(body)).isEqualTo(Reason.EMPTY_BODY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[%s]", "%s"})
    void tooManyEventsAreRefusedAsAWhole(String form) {
        String separator = form.startsWith("[") ? "," : "\n";
        String events = Stream.generate(() -> "{\"user\":\"u\"}").limit(8).collect(Collectors.joining(separator));

        assertThat(refusal(form.formatted(events))).isEqualTo(Reason.BODY_TOO_LARGE);
    }

    @Test
    void asManyEventsAsAllowedAreRead() {
        String events = Stream.generate(() -> "{\"user\":\"u\"}").limit(7).collect(Collectors.joining(","));

        assertThat(describe(read("[" + events + "]", false))).hasSize(7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", "[%s]", "%s\n{\"user\":\"u2\"}", "[%s,{\"user\":\"u2\"}]"})
    void oversizeEventIsRejectedAndTheNextGoesOn(String form) {
        String large = "{\"user\":\"" + "x".repeat(200) + "\"}";
        List<String> verdicts = describe(read(form.formatted(large), false));

        assertThat(verdicts.getFirst()).isEqualTo("event-too-large " + large);
        assertThat(verdicts.subList(1, verdicts.size())).allMatch("valid u2"::equals);
        assertThat(verdicts).hasSize(form.contains("u2") ? 2 : 1);
    }

    @Test
    void eventAtTheLimitIsTaken() {
        String exact = "{\"user\":\"" + "x".repeat(200 - 11) + "\"}";

        assertThat(exact).hasSize(200);
        assertThat(describe(read(exact, true))).allMatch(v -> v.startsWith("valid"));
    }

    @Test
    void oversizeAvroIsRejected() {
        Intake narrow = new Intake(new Limits(10_000, 200, 20, 5));

        assertThat(describe(narrow.read(body("{\"user\":\"0123456789012345\"}", false), SHOP)))
                .singleElement()
                .asString()
                .startsWith("event-too-large");
    }

    @Test
    void bytesThatAreNoUtf8AreMalformedAndEventsBeforeThemStand() {
        byte[] latin = "[{\"user\":\"u1\"},{\"user\":\"\u00e9\"},{\"user\":\"u3\"}]".getBytes(ISO_8859_1);
        byte[] lines = "{\"user\":\"u1\"}\n{\"user\":\"\u00e9\"}\n{\"user\":\"u3\"}".getBytes(ISO_8859_1);

        assertThat(reasons(INTAKE.read(new Body(latin, latin.length, false), SHOP)))
                .containsExactly("valid", "malformed-json");
        assertThat(reasons(INTAKE.read(new Body(lines, lines.length, false), SHOP)))
                .containsExactly("valid", "malformed-json", "valid");
    }

    @Test
    void utf16IsMalformed() {
        byte[] utf16 = "{\"user\":\"u1\"}".getBytes(UTF_16LE);

        assertThat(reasons(INTAKE.read(new Body(utf16, utf16.length, false), SHOP)))
                .containsExactly("malformed-json");
    }

    @Test
    void deepEventIsRejectedAndTheNextGoesOn() {
        String deep = "{\"user\":" + "[".repeat(70) + "]".repeat(70) + "}";

        assertThat(reasons(INTAKE.read(body("[" + deep + ",{\"user\":\"u2\"}]", false), SHOP)))
                .hasSize(2)
                .last()
                .isEqualTo("valid");
    }

    @Test
    void bottomlessNestingIsRejected() {
        assertThat(reasons(INTAKE.read(body("[".repeat(9_000), false), SHOP)))
                .hasSize(1)
                .doesNotContain("valid");
        assertThat(reasons(INTAKE.read(body("{\"a\":".repeat(1_900), false), SHOP)))
                .hasSize(1)
                .doesNotContain("valid");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"NaN", "Infinity", "-Infinity", "0x1", "01", "+1", ".5", "1.", "'1'", "/* */ 1", "undefined"})
    void whatOnlyLooksLikeJsonIsMalformed(String value) {
        assertThat(reasons(read("{\"user\":\"u\",\"n\":" + value + "}", false))).containsExactly("malformed-json");
    }

    @Test
    void ignoresBytesBeyondTheBody() {
        byte[] bytes = "{\"user\":\"u1\"}garbage".getBytes(UTF_8);

        assertThat(reasons(INTAKE.read(new Body(bytes, bytes.length - 7, false), SHOP)))
                .containsExactly("valid");
    }

    private static Reading read(String body, boolean lines) {
        return INTAKE.read(body(body, lines), SHOP);
    }

    private static Body body(String text, boolean lines) {
        byte[] bytes = text.getBytes(UTF_8);
        lastBody = bytes;
        return new Body(bytes, bytes.length, lines);
    }

    private static Reason refusal(String body) {
        assertThat(read(body, false)).isInstanceOf(Reading.Refused.class);
        return ((Reading.Refused) read(body, false)).reason();
    }

    private static List<String> describe(Reading reading) {
        return verdicts(reading).stream().map(IntakeTest::describe).toList();
    }

    private static String describe(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Valid valid -> "valid " + valid.event().key();
            case Verdict.Invalid invalid ->
                invalid.reason().slug() + " "
                        + new String(
                                lastBody,
                                invalid.original().from(),
                                invalid.original().to() - invalid.original().from(),
                                UTF_8);
            case Verdict.Postponed postponed ->
                "postponed " + postponed.reason().slug();
        };
    }

    private static List<String> reasons(Reading reading) {
        return verdicts(reading).stream()
                .map(v ->
                        v instanceof Verdict.Invalid invalid ? invalid.reason().slug() : "valid")
                .toList();
    }

    private static List<Verdict> verdicts(Reading reading) {
        assertThat(reading).isInstanceOf(Reading.Events.class);
        return ((Reading.Events) reading).verdicts();
    }
}
