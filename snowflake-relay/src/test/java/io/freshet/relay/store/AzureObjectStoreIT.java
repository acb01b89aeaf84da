package io.freshet.relay.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobContainerClientBuilder;
import com.azure.storage.blob.sas.BlobContainerSasPermission;
import com.azure.storage.blob.sas.BlobServiceSasSignatureValues;
import io.freshet.local.LocalAzure;
import io.freshet.relay.store.ObjectStore.PutOutcome;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AzureObjectStoreIT extends StoreConformance {
    private static final String CONTAINER = "lake";

    private static LocalAzure local;
    private static BlobContainerClient container;

    @BeforeAll
    static void start(@TempDir Path directory) {
        local = LocalAzure.start(directory);
        container = new BlobContainerClientBuilder()
                .httpClient(new JdkHttpClientBuilder().build())
                .connectionString(local.connectionString(local.port()))
                .containerName(CONTAINER)
                .buildClient();
        container.create();
    }

    @AfterAll
    static void stop() {
        local.close();
    }

    @Override
    int port() {
        return local.port();
    }

    @Override
    Stores stores(int atPort, Duration timeout, int attempts) {
        return by(new AzureAccess.ByConnectionString(local.connectionString(atPort)), null, timeout, attempts);
    }

    private static Stores by(AzureAccess access, URI endpoint, Duration timeout, int attempts) {
        return new AzureStores(new AzureStores.Settings(endpoint, CONTAINER, access, timeout, attempts));
    }

    @Override
    Stores denied(int atPort) {
        String wrong = Base64.getEncoder().encodeToString(new byte[32]);
        return by(
                new AzureAccess.ByConnectionString(
                        local.connectionString(atPort).replace(local.accountKey(), wrong)),
                null,
                Duration.ofSeconds(10),
                3);
    }

    @Override
    String missingBucket() {
        return "azure://" + local.account() + "/not-there";
    }

    @Override
    String bucketPath() {
        return "/" + local.account() + "/" + CONTAINER;
    }

    @Test
    void signatureForTheContainerIsEnough() throws Exception {
        String signature = container.generateSas(new BlobServiceSasSignatureValues(
                OffsetDateTime.now(ZoneOffset.UTC).plusHours(1),
                new BlobContainerSasPermission()
                        .setReadPermission(true)
                        .setCreatePermission(true)
                        .setWritePermission(true)
                        .setListPermission(true)));
        URI endpoint = URI.create("http://127.0.0.1:" + local.port() + "/" + local.account());
        try (Stores signed = by(new AzureAccess.BySignature(signature), endpoint, Duration.ofSeconds(20), 1)) {
            assertThat(signed.configured().create("signed", new byte[] {1}, FACTS))
                    .isEqualTo(PutOutcome.CREATED);
            assertThat(signed.configured().create("signed", new byte[] {2}, FACTS))
                    .isEqualTo(PutOutcome.EXISTS);
            assertThat(signed.configured().head("signed")).isPresent();
        }
    }

    @Test
    void isNamedByAccountAndContainer() {
        try (Stores stores = stores(port(), Duration.ofSeconds(10), 1)) {
            assertThat(stores.configured().uri()).isEqualTo("azure://" + local.account() + "/" + CONTAINER);
        }
    }
}
