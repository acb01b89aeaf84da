package io.freshet.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/** Requests from good to hopeless; the same seed makes the same request. */
final class FuzzRequests {
    private static final List<String> PATHS = List.of(
            "/v1/events/user-activity",
            "/v1/events/user-activity",
            "/v1/events/sensor-readings",
            "/v1/events/order-events",
            "/v1/events/clickstream-events",
            "/v1/events",
            "/v1/events/tracker-events",
            "/v1/batch",
            "/v1/track",
            "/v1/page",
            "/v1/identify",
            "/v1/t",
            "/v1/b",
            "/v1/projects/k/settings",
            "/com.snowplowanalytics.snowplow/tp2",
            "/i",
            "/i?e=pv&url=http%3A%2F%2Fa&p=web&tv=js-3",
            "/v1/pixel/user-activity?user_id=u&action=view&timestamp=1",
            "/v1/types/user-activity/close",
            "/v1/events/no-such-type",
            "/v1/events/user-activity/more",
            "/q/health",
            "/",
            "*");
    private static final List<String> METHODS = List.of(
            "POST",
            "POST",
            "POST",
            "POST",
            "POST",
            "POST",
            "GET",
            "PUT",
            "OPTIONS",
            "DELETE",
            "PATCH",
            "TRACE",
            "G\u0001T",
            "post");
    private static final List<String> TYPES = List.of(
            "application/json",
            "application/json; charset=utf-8",
            "application/x-ndjson",
            "text/plain",
            "text/plain;charset=UTF-8",
            "application/x-www-form-urlencoded",
            "application/cloudevents+json",
            "application/cloudevents-batch+json",
            "application/octet-stream",
            "application/json; charset=utf-16",
            "multipart/form-data; boundary=x",
            ";;;=",
            "");
    private static final List<String> BODIES = List.of(
            "{\"timestamp\":1763633730000,\"user_id\":\"u-1\",\"action\":\"click\",\"page\":\"/\",\"country\":\"CH\"}",
            "[{\"timestamp\":1,\"user_id\":\"u\",\"action\":\"view\"},{\"timestamp\":2,\"user_id\":\"u\",\"action\":\"view\"}]",
            "{\"timestamp\":1,\"user_id\":\"u\",\"action\":\"view\"}\n{\"timestamp\":2,\"user_id\":\"u\",\"action\":\"view\"}\n",
            "{\"device_id\":\"d1\",\"timestamp\":\"2026-11-20T10:00:00Z\",\"temperature\":21.5,\"_meta\":{\"id\":\"x\",\"source\":\"/a\"}}",
            "{\"order_id\":\"o\",\"customer_id\":\"c\",\"order_status\":\"NEW\",\"order_total\":\"12.30\",\"created_at\":1}",
            "{\"specversion\":\"1.0\",\"type\":\"user-activity\",\"source\":\"/s\",\"id\":\"1\",\"data\":{\"timestamp\":1,\"user_id\":\"u\",\"action\":\"view\"}}",
            "[{\"specversion\":\"1.0\",\"type\":\"user-activity\",\"source\":\"/s\",\"id\":\"1\",\"data_base64\":\"e30=\"}]",
            "{\"batch\":[{\"type\":\"track\",\"event\":\"e\",\"userId\":\"u\",\"messageId\":\"m\",\"timestamp\":\"2026-11-20T10:00:00Z\"}],\"writeKey\":\"k\"}",
            "{\"schema\":\"iglu:com.snowplowanalytics.snowplow/payload_data/jsonschema/1-0-4\",\"data\":[{\"e\":\"pv\",\"url\":\"http://a\",\"p\":\"web\",\"tv\":\"js-3\",\"eid\":\"6d5c\"}]}",
            "user_id=u&action=view&timestamp=1&page=%2F",
            "nonsense",
            "");
    private static final List<String> TOKENS = List.of(
            "\"",
            "{",
            "}",
            "[",
            "]",
            ":",
            ",",
            "null",
            "NaN",
            "1e999",
            "-0",
            "\\u0000",
            "\\ud800",
            "\u0000",
            "\r\n",
            "\\",
            "9".repeat(400),
            "\"_meta\":{\"id\":\"\"}",
            "\ufeff",
            "%00",
            "%",
            "&",
            "=",
            "+",
            "true",
            "[[[[[[[[[[[[[[[[[[[[[[[[",
            "\u00ff");

    private FuzzRequests() {}

    /**
     * A request in parts, so that parts can be left out.
     *
     * @param whole whether as much is sent as was declared, so that an answer must come
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    record Request(String line, List<String> headers, byte[] body, boolean chunked, boolean whole) {
        byte[] bytes() {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.writeBytes((line + "\r\n").getBytes(ISO_8859_1));
            headers.forEach(header -> out.writeBytes((header + "\r\n").getBytes(ISO_8859_1)));
            if (chunked) {
                out.writeBytes("Transfer-Encoding: chunked\r\n\r\n".getBytes(ISO_8859_1));
                int half = body.length / 2;
                chunk(out, 0, half);
                chunk(out, half, body.length);
                out.writeBytes("0\r\n\r\n".getBytes(ISO_8859_1));
            } else {
                out.writeBytes(("Content-Length: " + (whole ? body.length : body.length + 7) + "\r\n\r\n")
                        .getBytes(ISO_8859_1));
                out.writeBytes(body);
            }
            return out.toByteArray();
        }

        private void chunk(ByteArrayOutputStream out, int from, int to) {
            if (from < to) {
                out.writeBytes((Integer.toHexString(to - from) + "\r\n").getBytes(ISO_8859_1));
                out.write(body, from, to - from);
                out.writeBytes("\r\n".getBytes(ISO_8859_1));
            }
        }

        Request without(int header) {
            List<String> fewer = new ArrayList<>(headers);
            fewer.remove(header);
            return new Request(line, fewer, body, chunked, whole);
        }

        Request with(byte[] shorter) {
            return new Request(line, headers, shorter, chunked, whole);
        }

        @Override
        public String toString() {
            StringBuilder text = new StringBuilder();
            for (byte b : bytes()) {
                text.append((b >= 32 && b < 127) || b == '\n' ? Character.toString(b) : "\\x%02x".formatted(b));
            }
            return text.toString();
        }
    }

    static Request of(long seed) {
        Random random = new Random(seed * 0x9E3779B97F4A7C15L);
        byte[] body = mutated(random, pick(random, BODIES).getBytes(UTF_8));
        List<String> headers = new ArrayList<>(List.of("Host: h"));
        headers.add("Content-Type: " + text(random, pick(random, TYPES)));
        if (random.nextInt(8) == 0) {
            body = gzip(body);
            body = random.nextInt(4) == 0 ? mutated(random, body) : body;
            headers.add("Content-Encoding: " + pick(random, List.of("gzip", "GZIP", "identity", "gzip, gzip")));
        } else if (random.nextInt(40) == 0) {
            headers.add("Content-Encoding: " + pick(random, List.of("br", "zstd", "deflate", "gzip", "x")));
        }
        extra(random, headers);
        return new Request(
                pick(random, METHODS) + " " + text(random, pick(random, PATHS)) + " HTTP/1."
                        + (random.nextInt(50) == 0 ? "0" : "1"),
                headers,
                body,
                random.nextInt(10) == 0,
                random.nextInt(200) != 0);
    }

    private static void extra(Random random, List<String> headers) {
        List<String> more = List.of(
                "Authorization: Basic azo=",
                "Authorization: Bearer x.y.z",
                "Origin: https://a.example",
                "Origin: null",
                "ce-specversion: 1.0",
                "ce-type: user-activity",
                "ce-id: " + random.nextInt(),
                "ce-source: /s",
                "ce-time: yesterday",
                "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "traceparent: 00-zz",
                "DNT: 1",
                "Sec-GPC: 1",
                "Cookie: sp=a; sp=b; =",
                "SP-Anonymous: *",
                "X-Forwarded-For: 1.2.3.4, 5.6.7.8",
                "Access-Control-Request-Method: POST",
                "X-Long: " + "x".repeat(random.nextInt(3000)));
        for (int i = random.nextInt(5); i > 0; i--) {
            headers.add(text(random, pick(random, more)));
        }
    }

    /** Mostly as it is; sometimes with a byte changed, which is never a line end: that would be another request. */
    private static String text(Random random, String text) {
        if (random.nextInt(12) != 0 || text.isEmpty()) {
            return text;
        }
        char[] chars = text.toCharArray();
        char with = (char) (1 + random.nextInt(255));
        chars[random.nextInt(chars.length)] = with == '\r' || with == '\n' ? '%' : with;
        return new String(chars);
    }

    private static byte[] mutated(Random random, byte[] valid) {
        byte[] bytes = valid;
        for (int i = random.nextInt(4); i > 0 && bytes.length > 0; i--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(6)) {
                case 0 -> {
                    bytes = bytes.clone();
                    bytes[at] ^= (byte) (1 << random.nextInt(8));
                }
                case 1 -> bytes = java.util.Arrays.copyOf(bytes, at);
                case 2, 3 -> bytes = spliced(bytes, at, pick(random, TOKENS).getBytes(UTF_8));
                case 4 -> bytes = spliced(bytes, at, java.util.Arrays.copyOfRange(bytes, at / 2, at));
                default ->
                    bytes = spliced(bytes, at, "[".repeat(random.nextInt(3000)).getBytes(UTF_8));
            }
        }
        return bytes;
    }

    private static byte[] spliced(byte[] bytes, int at, byte[] more) {
        byte[] longer = new byte[bytes.length + more.length];
        System.arraycopy(bytes, 0, longer, 0, at);
        System.arraycopy(more, 0, longer, at, more.length);
        System.arraycopy(bytes, at, longer, at + more.length, bytes.length - at);
        return longer;
    }

    private static byte[] gzip(byte[] body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static <T> T pick(Random random, List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
