package io.freshet.relay.store;

import com.azure.core.exception.AzureException;
import com.azure.core.exception.HttpResponseException;
import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobErrorCode;
import com.azure.storage.blob.models.BlobHttpHeaders;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlobProperties;
import com.azure.storage.blob.models.BlobRequestConditions;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.models.ListBlobsOptions;
import com.azure.storage.blob.options.BlockBlobSimpleUploadOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A container of Azure Blob Storage, or of ADLS Gen2 by its blob endpoint. One PutBlob per file, with {@code If-None-Match: *}: what
 * Snowpipe is notified of, and what is there in one piece or not at all.
 */
final class AzureObjectStore implements ObjectStore {
    private final BlobContainerClient container;
    private final String uri;
    private final Duration timeout;

    AzureObjectStore(BlobContainerClient container, Duration timeout) {
        this.container = container;
        this.uri = "azure://" + container.getAccountName() + "/" + container.getBlobContainerName();
        this.timeout = timeout;
    }

    @Override
    public String uri() {
        return uri;
    }

    @Override
    public PutOutcome create(String key, byte[] bytes, FileFacts facts) throws StoreUnavailableException {
        BlockBlobSimpleUploadOptions put = new BlockBlobSimpleUploadOptions(BinaryData.fromBytes(bytes))
                .setHeaders(new BlobHttpHeaders().setContentType(facts.contentType()))
                .setContentMd5(Md5.of(bytes))
                .setMetadata(facts.toMetadata())
                .setRequestConditions(new BlobRequestConditions().setIfNoneMatch("*"));
        try {
            container.getBlobClient(key).getBlockBlobClient().uploadWithResponse(put, timeout, Context.NONE);
            return PutOutcome.CREATED;
        } catch (BlobStorageException e) {
            boolean taken = e.getStatusCode() == StoreFailure.PRECONDITION_FAILED
                    || BlobErrorCode.BLOB_ALREADY_EXISTS.equals(e.getErrorCode());
            if (taken) {
                return PutOutcome.EXISTS;
            }
            throw failed("PUT", e);
        } catch (RuntimeException e) {
            throw failed("PUT", e);
        }
    }

    @Override
    public Optional<StoredFile> head(String key) throws StoreUnavailableException {
        try {
            BlobProperties found = container
                    .getBlobClient(key)
                    .getPropertiesWithResponse(null, timeout, Context.NONE)
                    .getValue();
            return Optional.of(new StoredFile(found.getBlobSize(), FileFacts.of(found.getMetadata())));
        } catch (BlobStorageException e) {
            boolean noContainer = BlobErrorCode.CONTAINER_NOT_FOUND.equals(e.getErrorCode());
            if (e.getStatusCode() == StoreFailure.NOT_FOUND && !noContainer) {
                return Optional.empty();
            }
            throw failed("HEAD", e);
        } catch (RuntimeException e) {
            throw failed("HEAD", e);
        }
    }

    @Override
    public void list(String prefix, Consumer<String> each) throws StoreUnavailableException {
        try {
            container.listBlobs(new ListBlobsOptions().setPrefix(prefix), timeout).stream()
                    .map(BlobItem::getName)
                    .forEach(each);
        } catch (RuntimeException e) {
            throw failed("LIST", e);
        }
    }

    /** The client wraps what it waits for, time limits and refused tokens among them, in exceptions of many kinds. */
    private StoreUnavailableException failed(String what, RuntimeException e) {
        if (e instanceof BlobStorageException refused) {
            String code =
                    refused.getErrorCode() == null ? "" : refused.getErrorCode().toString();
            return StoreFailure.of(what, uri, refused.getStatusCode(), code, e);
        }
        if (e instanceof HttpResponseException refused && refused.getResponse() != null) {
            return StoreFailure.of(what, uri, refused.getResponse().getStatusCode(), "", e);
        }
        if (e instanceof AzureException || e instanceof IllegalStateException || e.getCause() != null) {
            return StoreFailure.of(what, uri, 0, "", e);
        }
        throw e;
    }
}
