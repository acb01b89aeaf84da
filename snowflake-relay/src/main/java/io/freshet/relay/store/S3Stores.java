package io.freshet.relay.store;

import io.freshet.relay.store.PatientStore.Patience;
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
public final class S3Stores implements Stores {
    private static final String SCHEME = "s3://";

    private final S3Client client;
    private final @Nullable S3Role role;
    private final Settings settings;
    private final ObjectStore configured;

    /**
     * Where, and how.
     *
     * @param endpoint null for AWS itself
     * @param pathStyle the bucket in the path, as most S3-compatible stores want it
     * @param timeout of one request, answer included
     * @param attempts of one request
     * @param assume null to use the credentials of the default chain as they are
     * @param kmsKey null for the account's own
     */
    public record Settings(
            @Nullable URI endpoint,
            String region,
            String bucket,
            boolean pathStyle,
            Duration timeout,
            int attempts,
            S3Role.@Nullable Assume assume,
            Encryption encryption,
            @Nullable String kmsKey) {

        /** With the credentials of the default chain, three attempts, and the bucket's own encryption. */
        public Settings(@Nullable URI endpoint, String region, String bucket, boolean pathStyle, Duration timeout) {
            this(endpoint, region, bucket, pathStyle, timeout, 3, null, Encryption.NONE, null);
        }
    }

    public S3Stores(Settings settings) {
        this.settings = settings;
        this.role = settings.assume() == null ? null : new S3Role(settings.assume(), settings.region());
        this.client = client(settings, role);
        this.configured = bucket(settings.bucket());
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
        return uri.startsWith(SCHEME) ? Optional.of(bucket(uri.substring(SCHEME.length()))) : Optional.empty();
    }

    private ObjectStore bucket(String name) {
        return new PatientStore(
                new S3ObjectStore(client, name, settings.encryption(), settings.kmsKey()),
                Patience.over(settings.timeout(), settings.attempts()));
    }

    /**
     * The HTTP client is named, so that none is looked for on the class path; retries are not the SDK's, because after each
     * of them the store must be asked what it has; checksums of the newer kind are left to stores that demand them.
     */
    private static S3Client client(Settings settings, @Nullable S3Role role) {
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
        if (role != null) {
            builder.credentialsProvider(role.credentials());
        }
        return builder.build();
    }

    @Override
    public void close() {
        client.close();
        if (role != null) {
            role.close();
        }
    }
}
