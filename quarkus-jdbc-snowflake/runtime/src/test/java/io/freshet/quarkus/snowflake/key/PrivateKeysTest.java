package io.freshet.quarkus.snowflake.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrivateKeysTest {

    private static final Optional<String> PASSPHRASE = Optional.of("correct-horse");

    @ParameterizedTest
    @ValueSource(strings = {"plain.p8", "des3.p8", "aes256.p8", "aes128-sha1.p8"})
    void readsWhatOpensslMakes(String file) throws Exception {
        var key = PrivateKeys.fromFile(key(file), PASSPHRASE, "The key");

        assertThat(PrivateKeys.fingerprint(key))
                .isEqualTo("SHA256:" + Files.readString(key("fingerprint.txt")).strip());
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain.p8", "des3.p8"})
    void readsTheBase64TextAloneAndWithEscapedLineEnds(String file) throws Exception {
        String pem = Files.readString(key(file));
        String base64 = pem.replaceAll("-----.*?-----", "").replace("\n", "");

        assertThat(PrivateKeys.fromText(base64, PASSPHRASE, "The key").getAlgorithm())
                .isEqualTo("RSA");
        assertThat(PrivateKeys.fromText(pem.replace("\n", "\\n"), PASSPHRASE, "The key")
                        .getAlgorithm())
                .isEqualTo("RSA");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    pkcs1.pem   | PKCS#1                | openssl pkcs8 -topk8
                    pbes1.p8    | not supported         | openssl pkcs8 -topk8
                    public.pem  | public key            | private one is needed
                    short.p8    | 1024 bits             | openssl genrsa 2048
                    ec.p8       | not an RSA            | openssl pkcs8 -topk8
                    cut.p8      | cut off               | Copy the whole file
                    missing.p8  | does not exist        | Check the path
                    .           | is a directory        | path of the key file
                    """)
    void namesCauseAndRemedyOf(String file, String cause, String remedy) {
        assertThatExceptionOfType(BadKeyException.class)
                .isThrownBy(() -> PrivateKeys.fromFile(key(file), PASSPHRASE, "The key"))
                .withMessageStartingWith("The key")
                .withMessageContaining(cause)
                .withMessageContaining(remedy)
                .withNoCause();
    }

    @ParameterizedTest
    @ValueSource(strings = {"des3.p8", "aes256.p8"})
    void saysThatThePassphraseIsWrongAndKeepsItToItself(String file) {
        assertThatExceptionOfType(BadKeyException.class)
                .isThrownBy(() -> PrivateKeys.fromFile(key(file), Optional.of("battery-staple"), "The key"))
                .withMessageContaining("passphrase is wrong")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("battery-staple"));
    }

    @Test
    void saysThatThePassphraseIsMissing() {
        assertThatExceptionOfType(BadKeyException.class)
                .isThrownBy(() -> PrivateKeys.fromFile(key("des3.p8"), Optional.empty(), "The key"))
                .withMessageContaining("quarkus.snowflake.private-key-passphrase");
    }

    @Test
    void saysWhoMayNotReadTheFile() {
        assertThat(PrivateKeys.unreadable(new AccessDeniedException("key.p8")))
                .contains("may not be read by the user " + System.getProperty("user.name"), "chmod 400");
    }

    @Test
    void saysThatTheFileIsNotThere() {
        assertThatExceptionOfType(BadKeyException.class)
                .isThrownBy(() -> PrivateKeys.fromFile(key("none.p8"), Optional.empty(), "The key"))
                .withMessageContaining("does not exist");
    }

    @Test
    void neverQuotesTheKey() throws IOException {
        String pem = Files.readString(key("plain.p8"));
        String body = pem.lines().skip(3).findFirst().orElseThrow();

        for (String text : new String[] {pem.replace("PRIVATE KEY", "SECRET"), body, pem.substring(0, 900)}) {
            assertThatExceptionOfType(BadKeyException.class)
                    .isThrownBy(() -> PrivateKeys.fromText(text, Optional.empty(), "The key"))
                    .satisfies(e -> assertThat(e.getMessage()).doesNotContain(body.substring(0, 8)));
        }
    }

    private static Path key(String name) {
        return Path.of("src/test/resources/keys").resolve(name);
    }
}
