package io.freshet.warehouse.store;

import com.azure.core.credential.AzureSasCredential;
import com.azure.core.exception.AzureException;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobContainerClientBuilder;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlobListDetails;
import com.azure.storage.blob.models.ListBlobsOptions;
import io.freshet.warehouse.Unreachable;
import io.freshet.warehouse.reconcile.StoredObject;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A container of Azure Blob Storage, by a connection string or a signature that may read and list. A listing brings the metadata along. */
public final class AzureListing implements ObjectListing {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final BlobContainerClient container;

    private AzureListing(BlobContainerClient container) {
        this.container = container;
    }

    /** By the account's key. */
    public static AzureListing byConnectionString(String secret, String container) {
        return new AzureListing(builder(container).connectionString(secret).buildClient());
    }

    /** By a signature for the container, without the question mark. */
    public static AzureListing bySignature(String endpoint, String secret, String container) {
        return new AzureListing(builder(container)
                .endpoint(endpoint)
                .credential(new AzureSasCredential(secret))
                .buildClient());
    }

    private static BlobContainerClientBuilder builder(String container) {
        return new BlobContainerClientBuilder()
                .httpClient(new JdkHttpClientBuilder()
                        .connectionTimeout(Duration.ofSeconds(5))
                        .responseTimeout(PATIENCE)
                        .build())
                .containerName(container);
    }

    @Override
    public String uri() {
        return "azure://" + container.getAccountName() + "/" + container.getBlobContainerName();
    }

    @Override
    public Map<String, StoredObject> objects(boolean contents) {
        try {
            ListBlobsOptions options =
                    new ListBlobsOptions().setDetails(new BlobListDetails().setRetrieveMetadata(true));
            List<BlobItem> listed = container.listBlobs(options, PATIENCE).stream()
                    .filter(blob -> ObjectFacts.isFile(blob.getName()))
                    .toList();
            return SideBySide.each(listed, blob -> look(blob, contents)).stream()
                    .collect(Collectors.toMap(StoredObject::key, object -> object, (a, b) -> b, TreeMap::new));
        } catch (AzureException | IllegalStateException e) {
            throw new Unreachable("The store " + uri() + " cannot be read: " + e.getMessage(), e);
        }
    }

    private StoredObject look(BlobItem blob, boolean contents) {
        @Nullable Map<String, String> metadata = blob.getMetadata();
        return new StoredObject(
                blob.getName(),
                blob.getProperties().getContentLength(),
                metadata == null ? Optional.empty() : ObjectFacts.of(metadata),
                contents ? Optional.of(hash(blob.getName())) : Optional.empty(),
                blob.getProperties().getLastModified().toInstant());
    }

    private String hash(String key) {
        try (var content = container.getBlobClient(key).openInputStream()) {
            return ObjectFacts.hash(content);
        } catch (IOException e) {
            throw new Unreachable("The blob " + key + " cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        // the client has nothing to close
    }
}
