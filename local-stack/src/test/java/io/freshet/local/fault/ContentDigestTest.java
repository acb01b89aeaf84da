package io.freshet.local.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentDigestTest {
    private static final String PLAIN = digest(false, "hello\r\nworld", 3);

    private static String digest(boolean framed, String body, int step) {
        ContentDigest digest = new ContentDigest(framed);
        byte[] bytes = body.getBytes(StandardCharsets.US_ASCII);
        for (int at = 0; at < bytes.length; at += step) {
            byte[] part = java.util.Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + step));
            digest.update(part, part.length);
        }
        return digest.sha256();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 1_000})
    void isThatOfTheContentWhateverTheFrames(int step) {
        assertThat(digest(
                        true,
                        "7;chunk-signature=ab\r\nhello\r\n\r\n5;chunk-signature=cd\r\nworld\r\n0;chunk-signature=ef\r\n\r\n",
                        step))
                .isEqualTo(PLAIN);
        assertThat(digest(true, "c;chunk-signature=00\r\nhello\r\nworld\r\n0;chunk-signature=11\r\n\r\n", step))
                .isEqualTo(PLAIN);
    }
}
