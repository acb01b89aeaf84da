package io.freshet.warehouse.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobContainerClientBuilder;
import com.azure.storage.blob.options.BlockBlobSimpleUploadOptions;
import io.freshet.local.LocalAzure;
import io.freshet.warehouse.Unreachable;
import io.freshet.warehouse.reconcile.FileRange;
import io.freshet.warehouse.reconcile.StoredObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A container as the relay leaves it, on Azurite. */
class AzureListingIT {
    private static final String KEY =
            "v1/orders/id/p=00000/dt=2026-11-20/00000000000000000003-00000000000000000007.ndjson.zst";
    /** Of the four letters. */
    private static final String SHA256 = "88d4266fd4e6338d13b845fcf289579d209c897823b9217da3e161936f031589";

    @Test
    void readsWhatTheRelayWroteIntoTheMetadataAndTheBytesWhenAsked(@TempDir Path directory) {
        try (LocalAzure azure = LocalAzure.start(directory)) {
            String connection = azure.connectionString(azure.port());
            fill(connection);
            try (AzureListing listing = AzureListing.byConnectionString(connection, "lake")) {
                StoredObject.Facts facts =
                        new StoredObject.Facts(new FileRange("orders", "id", 0, 3, 7), 4, SHA256, "ndjson-2", "zstd-1");

                assertThat(listing.uri()).isEqualTo("azure://" + azure.account() + "/lake");
                assertThat(listing.objects(false))
                        .containsOnlyKeys(KEY, "attic/" + KEY)
                        .hasEntrySatisfying(KEY, found -> {
                            assertThat(found.bytes()).isEqualTo(4);
                            assertThat(found.facts()).contains(facts);
                            assertThat(found.content()).isEmpty();
                        });
                assertThat(listing.objects(true))
                        .hasEntrySatisfying(
                                KEY, found -> assertThat(found.content()).contains(SHA256));
                assertThat(listing.objects(false).get("attic/" + KEY))
                        .extracting(StoredObject::facts)
                        .isEqualTo(Optional.empty());
            }
            try (AzureListing nowhere = AzureListing.byConnectionString(connection, "nowhere")) {
                assertThatThrownBy(() -> nowhere.objects(false))
                        .isInstanceOf(Unreachable.class)
                        .hasMessageContaining("azure://" + azure.account() + "/nowhere")
                        .hasMessageNotContaining(azure.accountKey());
            }
        }
    }

    private static void fill(String connection) {
        BlobContainerClient container = new BlobContainerClientBuilder()
                .httpClient(new JdkHttpClientBuilder().build())
                .connectionString(connection)
                .containerName("lake")
                .buildClient();
        container.create();
        put(
                container,
                KEY,
                Map.of(
                        "freshet_topic", "orders",
                        "freshet_topic_id", "id",
                        "freshet_partition", "0",
                        "freshet_from", "3",
                        "freshet_until", "7",
                        "freshet_format", "ndjson-2",
                        "freshet_codec", "zstd-1",
                        "rows", "4",
                        "raw_bytes", "9",
                        "sha256", SHA256));
        put(container, "attic/" + KEY, Map.of());
        put(container, "readme.txt", Map.of());
    }

    private static void put(BlobContainerClient container, String key, Map<String, String> metadata) {
        container
                .getBlobClient(key)
                .getBlockBlobClient()
                .uploadWithResponse(
                        new BlockBlobSimpleUploadOptions(BinaryData.fromBytes("abcd".getBytes(StandardCharsets.UTF_8)))
                                .setMetadata(metadata),
                        null,
                        Context.NONE);
    }
}
