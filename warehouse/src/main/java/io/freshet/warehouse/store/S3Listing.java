package io.freshet.warehouse.store;

import io.freshet.warehouse.Unreachable;
import io.freshet.warehouse.reconcile.StoredObject;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A bucket of S3 or of a store like it, with the credentials of the client's default chain. */
public final class S3Listing implements ObjectListing {
    private final S3Client s3;
    private final String bucket;

    private S3Listing(S3Client s3, String bucket) {
        this.s3 = s3;
        this.bucket = bucket;
    }

    /** @param endpoint null for AWS */
    public static S3Listing connect(@Nullable URI endpoint, String region, boolean pathStyle, String bucket) {
        S3ClientBuilder client = S3Client.builder()
                .region(Region.of(region))
                .forcePathStyle(pathStyle)
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(Duration.ofSeconds(5))
                        .socketTimeout(Duration.ofSeconds(30)));
        if (endpoint != null) {
            client.endpointOverride(endpoint);
        }
        return new S3Listing(client.build(), bucket);
    }

    @Override
    public String uri() {
        return "s3://" + bucket;
    }

    @Override
    public Map<String, StoredObject> objects(boolean contents) {
        try {
            List<S3Object> listed = s3.listObjectsV2Paginator(list -> list.bucket(bucket)).contents().stream()
                    .filter(object -> ObjectFacts.isFile(object.key()))
                    .toList();
            Map<String, StoredObject> found = new TreeMap<>();
            SideBySide.each(listed, object -> look(object, contents))
                    .forEach(one -> one.ifPresent(object -> found.put(object.key(), object)));
            return found;
        } catch (SdkException e) {
            throw new Unreachable("The store " + uri() + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Empty when it went away meanwhile. */
    private Optional<StoredObject> look(S3Object object, boolean contents) {
        try {
            HeadObjectResponse head =
                    s3.headObject(request -> request.bucket(bucket).key(object.key()));
            Optional<String> hash = contents ? Optional.of(hash(object.key())) : Optional.empty();
            return Optional.of(new StoredObject(
                    object.key(), head.contentLength(), ObjectFacts.of(head.metadata()), hash, head.lastModified()));
        } catch (NoSuchKeyException gone) {
            return Optional.empty();
        }
    }

    private String hash(String key) {
        try (var content = s3.getObject(get -> get.bucket(bucket).key(key))) {
            return ObjectFacts.hash(content);
        } catch (IOException e) {
            throw new Unreachable("The object " + key + " cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        s3.close();
    }
}
