package io.freshet.relay.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.local.LocalStore;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class S3ObjectStoreIT extends StoreConformance {
    private static LocalStore local;

    @BeforeAll
    static void start(@TempDir Path directory) {
        local = LocalStore.start(directory);
        credentials(local.secretKey());
    }

    @AfterAll
    static void stop() {
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
        local.close();
    }

    private static void credentials(String secret) {
        System.setProperty("aws.accessKeyId", local.accessKey());
        System.setProperty("aws.secretAccessKey", secret);
    }

    @Override
    int port() {
        return URI.create(local.endpoint()).getPort();
    }

    @Override
    Stores stores(int atPort, Duration timeout, int attempts) {
        return new S3Stores(new S3Stores.Settings(
                URI.create("http://127.0.0.1:" + atPort),
                local.region(),
                local.bucket(),
                true,
                timeout,
                attempts,
                null,
                Encryption.NONE,
                null));
    }

    @Override
    Stores denied(int atPort) {
        credentials("wrong");
        Stores wrong = stores(atPort, Duration.ofSeconds(10), 3);
        return new Stores() {
            @Override
            public ObjectStore configured() {
                return wrong.configured();
            }

            @Override
            public java.util.Optional<ObjectStore> named(String uri) {
                return wrong.named(uri);
            }

            @Override
            public void close() {
                wrong.close();
                credentials(local.secretKey());
            }
        };
    }

    @Override
    String missingBucket() {
        return "s3://not-there";
    }

    @Override
    String bucketPath() {
        return "/" + local.bucket();
    }

    @Test
    void isNamedByItsBucket() {
        try (Stores stores = stores(port(), Duration.ofSeconds(10), 1)) {
            assertThat(stores.configured().uri()).isEqualTo("s3://" + local.bucket());
        }
    }
}
