package io.freshet.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

class LocalStoreIT {
    private static final int PRECONDITION_FAILED = 412;

    @Test
    void keepsObjectsAndTheirMetadataWhenKilled(@TempDir Path data) {
        try (LocalStore store = LocalStore.start(data);
                S3Client s3 = client(store, store.secretKey())) {
            s3.putObject(
                    put -> put.bucket(store.bucket())
                            .key("a/v1/t=1/b.zst")
                            .ifNoneMatch("*")
                            .metadata(Map.of("rows", "41", "sha256", "abc")),
                    RequestBody.fromString("kept"));
            store.kill();
            store.restart();

            assertThat(s3.getObjectAsBytes(get -> get.bucket(store.bucket()).key("a/v1/t=1/b.zst"))
                            .asUtf8String())
                    .isEqualTo("kept");
            assertThat(s3.headObject(head -> head.bucket(store.bucket()).key("a/v1/t=1/b.zst"))
                            .metadata())
                    .containsEntry("rows", "41")
                    .containsEntry("sha256", "abc");
        }
    }

    @Test
    void letsOneOfManyCreateAnObject(@TempDir Path data) {
        try (LocalStore store = LocalStore.start(data);
                S3Client s3 = client(store, store.secretKey())) {
            AtomicInteger winners = new AtomicInteger();
            IntStream.range(0, 16).parallel().forEach(i -> {
                try {
                    s3.putObject(
                            put -> put.bucket(store.bucket()).key("once").ifNoneMatch("*"),
                            RequestBody.fromString("writer " + i));
                    winners.incrementAndGet();
                } catch (S3Exception late) {
                    assertThat(late.statusCode()).isIn(PRECONDITION_FAILED, 409);
                }
            });
            assertThat(winners).hasValue(1);
            assertThatThrownBy(() -> s3.putObject(
                            put -> put.bucket(store.bucket()).key("once").ifNoneMatch("*"),
                            RequestBody.fromString("again")))
                    .isInstanceOfSatisfying(
                            S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(PRECONDITION_FAILED));
        }
    }

    @Test
    void asksForCredentialsThatOnlyTheOwnerCanRead(@TempDir Path data) throws Exception {
        try (LocalStore store = LocalStore.start(data);
                S3Client stranger = client(store, "guessed")) {
            assertThatThrownBy(() -> stranger.listObjectsV2(list -> list.bucket(store.bucket())))
                    .isInstanceOfSatisfying(
                            S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(403));
        }
        for (String file : new String[] {"credentials", "s3proxy.properties"}) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve(file))))
                    .isEqualTo("rw-------");
        }
    }

    private static S3Client client(LocalStore store, String secret) {
        return S3Client.builder()
                .endpointOverride(URI.create(store.endpoint()))
                .region(Region.of(store.region()))
                .forcePathStyle(true)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(store.accessKey(), secret)))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }
}
