package io.freshet.relay.store;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** Buckets of one S3 endpoint. */
public final class S3Stores implements Stores, AutoCloseable {
    private static final String SCHEME = "s3://";

    private final S3Client client;
    private final ObjectStore configured;

    /**
     * @param endpoint null for AWS itself
     * @param pathStyle the bucket in the path, as most S3-compatible stores want it
     * @param timeout of one request, answer included
     */
    public record Settings(@Nullable URI endpoint, String region, String bucket, boolean pathStyle, Duration timeout) {}

    public S3Stores(Settings settings) {
        this.client = client(settings);
        this.configured = new S3ObjectStore(client, settings.bucket());
    }

    @Override
    public ObjectStore configured() {
        return configured;
    }

    @Override
    public Optional<ObjectStore> named(String uri) {
        if (uri.equals(configured.uri())) {
            return Optional.of(configured);
        }
        return uri.startsWith(SCHEME)
                ? Optional.of(new S3ObjectStore(client, uri.substring(SCHEME.length())))
                : Optional.empty();
    }

    /**
     * The HTTP client is named, so that none is looked for on the class path; retries are the relay's own, because after each
     * of them the store must be asked what it has; checksums of the newer kind are left to stores that demand them.
     */
    private static S3Client client(Settings settings) {
        S3ClientBuilder builder = S3Client.builder()
                .region(Region.of(settings.region()))
                .forcePathStyle(settings.pathStyle())
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(Duration.ofSeconds(5))
                        .socketTimeout(settings.timeout()))
                .overrideConfiguration(o -> o.apiCallTimeout(settings.timeout())
                        .apiCallAttemptTimeout(settings.timeout())
                        .retryStrategy(AwsRetryStrategy.doNotRetry()));
        if (settings.endpoint() != null) {
            builder.endpointOverride(settings.endpoint());
        }
        return builder.build();
    }

    @Override
    public void close() {
        client.close();
    }
}
