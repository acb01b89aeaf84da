package io.freshet.local.twin.load;

import io.freshet.local.store.StoreAccess;
import io.freshet.model.PathTemplate;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The relay's files in the store. Every method blocks and throws the client's {@code SdkException} when the store is away. For one
 * thread.
 */
public final class ObjectStoreFiles {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration ATTEMPT = Duration.ofSeconds(20);

    private final S3Client s3;
    private final StoreAccess store;
    private final List<PathTemplate> layouts;
    private final Path download;

    private ObjectStoreFiles(S3Client s3, StoreAccess store, Path download) {
        this.s3 = s3;
        this.store = store;
        this.layouts = store.layouts().stream()
                .map(layout -> PathTemplate.of(layout, store.prefix()))
                .toList();
        this.download = download;
    }

    /**
     * Connects when it is first used.
     *
     * @param download where a file lies while it is loaded
     */
    public static ObjectStoreFiles connect(StoreAccess store, Path download) {
        S3Client s3 = S3Client.builder()
                .endpointOverride(URI.create(store.endpoint()))
                .region(Region.of(store.region()))
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(store.accessKey(), store.secretKey())))
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(Duration.ofSeconds(2))
                        .socketTimeout(ATTEMPT))
                .overrideConfiguration(
                        override -> override.apiCallTimeout(PATIENCE).apiCallAttemptTimeout(ATTEMPT))
                .build();
        return new ObjectStoreFiles(s3, store, download);
    }

    /** The relay's files whose names the filter lets through, in the order of their names. */
    List<StoredFile> list(Predicate<String> wanted) {
        Map<String, StoredFile> found = new TreeMap<>();
        for (String root : ObjectKey.roots(store.prefix(), layouts)) {
            list(root, wanted).forEach(file -> found.put(file.key().key(), file));
        }
        return List.copyOf(found.values());
    }

    private List<StoredFile> list(String root, Predicate<String> wanted) {
        return s3.listObjectsV2Paginator(list -> list.bucket(store.bucket()).prefix(root)).contents().stream()
                .filter(object -> wanted.test(object.key()))
                .flatMap(object -> ObjectKey.parse(store.prefix(), layouts, object.key())
                        .map(key -> new StoredFile(key, object.size(), object.eTag(), object.lastModified()))
                        .stream())
                .toList();
    }

    /** Fetches the whole file, so that what goes wrong afterwards is the file's own fault. */
    Path fetch(StoredFile file) throws IOException {
        Files.deleteIfExists(download);
        s3.getObject(get -> get.bucket(store.bucket()).key(file.key().key()), ResponseTransformer.toFile(download));
        return download;
    }
}
