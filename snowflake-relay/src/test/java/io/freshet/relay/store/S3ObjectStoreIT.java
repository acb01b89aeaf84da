package io.freshet.relay.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freshet.local.LocalStore;
import io.freshet.relay.cut.Origin;
import io.freshet.relay.cut.Range;
import io.freshet.relay.store.ObjectStore.PutOutcome;
import io.freshet.relay.store.ObjectStore.StoreUnavailableException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class S3ObjectStoreIT {
    private static final FileFacts FACTS =
            new FileFacts(new Range(new Origin("t", "id", 3), 4, 9), 2, 77, "ab12", "ndjson-1", "zstd-1");

    private static LocalStore local;

    @BeforeAll
    static void begin(@TempDir Path directory) {
        local = LocalStore.start(directory);
        credentials(local.secretKey());
    }

    @AfterAll
    static void end() {
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
        local.close();
    }

    private static void credentials(String secret) {
        System.setProperty("aws.accessKeyId", local.accessKey());
        System.setProperty("aws.secretAccessKey", secret);
    }

    private static S3Stores stores() {
        return new S3Stores(new S3Stores.Settings(
                URI.create(local.endpoint()), local.region(), local.bucket(), true, Duration.ofSeconds(10)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void createsOnceAndKeepsWhatWasFirst() throws Exception {
        try (S3Stores stores = stores()) {
            ObjectStore store = stores.configured();

            assertThat(store.head("once")).isEmpty();
            assertThat(store.create("once", bytes("first"), FACTS)).isEqualTo(PutOutcome.CREATED);
            assertThat(store.create("once", bytes("second!"), FACTS)).isEqualTo(PutOutcome.EXISTS);
            assertThat(store.head("once")).get().satisfies(file -> {
                assertThat(file.bytes()).isEqualTo(5);
                assertThat(file.facts()).contains(FACTS);
            });
        }
    }

    @Test
    void listsWhatIsUnderAPrefix() throws Exception {
        try (S3Stores stores = stores()) {
            stores.configured().create("a/1", bytes("x"), FACTS);
            stores.configured().create("a/2", bytes("x"), FACTS);
            stores.configured().create("b/1", bytes("x"), FACTS);
            List<String> keys = new ArrayList<>();
            stores.configured().list("a/", keys::add);

            assertThat(keys).containsExactly("a/1", "a/2");
        }
    }

    @Test
    void missingBucketIsSaidToBeMissing() {
        try (S3Stores stores = stores()) {
            ObjectStore nowhere = stores.named("s3://not-there").orElseThrow();

            assertThatThrownBy(() -> nowhere.create("k", bytes("x"), FACTS))
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining("s3://not-there")
                    .hasMessageContaining("bucket does not exist");
        }
    }

    @Test
    void wrongCredentialsAreSaidToBeDenied() {
        credentials("wrong");
        try (S3Stores stores = stores()) {
            assertThatThrownBy(() -> stores.configured().create("k", bytes("x"), FACTS))
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining("denied");
        } finally {
            credentials(local.secretKey());
        }
    }

    @Test
    void storeOfAnotherKindIsNotSpoken() {
        try (S3Stores stores = stores()) {
            assertThat(stores.named("abfs://container")).isEmpty();
        }
    }
}
