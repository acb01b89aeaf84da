package io.freshet.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** A certificate authority of a test's own, made with the openssl command. */
final class Certificates {
    private final Path directory;

    Certificates(Path directory) {
        this.directory = directory;
        openssl("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=test-ca -keyout ca.key"
                + " -out ca.crt");
    }

    /** Issues {@code name.crt} and {@code name.key} for the loopback address; what was there before is replaced. */
    void issue(String name) {
        openssl("req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=" + name + " -keyout " + name
                + ".key -out " + name + ".csr");
        try {
            Files.writeString(directory.resolve("ext"), "subjectAltName=IP:127.0.0.1,DNS:" + name + ".example.com\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        openssl("x509 -req -days 2 -in " + name + ".csr -CA ca.crt -CAkey ca.key -CAcreateserial -extfile ext -out "
                + name + ".crt");
    }

    Path path(String file) {
        return directory.resolve(file);
    }

    /** @param client whose certificate is shown; null for none */
    SSLContext context(@Nullable String client) {
        try {
            KeyStore trust = KeyStore.getInstance(KeyStore.getDefaultType());
            trust.load(null, null);
            trust.setCertificateEntry("ca", certificate("ca"));
            TrustManagerFactory trusted = TrustManagerFactory.getInstance("PKIX");
            trusted.init(trust);
            KeyManagerFactory own = KeyManagerFactory.getInstance("PKIX");
            KeyStore keys = KeyStore.getInstance(KeyStore.getDefaultType());
            keys.load(null, null);
            if (client != null) {
                keys.setKeyEntry("own", key(client), new char[0], new Certificate[] {certificate(client)});
            }
            own.init(keys, new char[0]);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new AssertionError(e);
        }
    }

    private java.security.PrivateKey key(String name) throws IOException, GeneralSecurityException {
        String pem = Files.readString(path(name + ".key")).replaceAll("-----[A-Z ]+-----|\\s", "");
        return KeyFactory.getInstance("EC")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem)));
    }

    private Certificate certificate(String name) throws IOException, GeneralSecurityException {
        try (var in = Files.newInputStream(path(name + ".crt"))) {
            return CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }

    private void openssl(String arguments) {
        try {
            List<String> command = new java.util.ArrayList<>(List.of("openssl"));
            command.addAll(List.of(arguments.split(" ")));
            Process process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError(said);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The tests of certificates need the openssl command", e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
