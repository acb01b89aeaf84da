package io.freshet.relay.store;

import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/** A bucket of an S3 store that honours {@code If-None-Match: *} on PutObject. */
final class S3ObjectStore implements ObjectStore {
    private final S3Client client;
    private final String bucket;
    private final Encryption encryption;
    private final @Nullable String kmsKey;

    S3ObjectStore(S3Client client, String bucket, Encryption encryption, @Nullable String kmsKey) {
        this.client = client;
        this.bucket = bucket;
        this.encryption = encryption;
        this.kmsKey = kmsKey;
    }

    @Override
    public String uri() {
        return "s3://" + bucket;
    }

    @Override
    public PutOutcome create(String key, byte[] bytes, FileFacts facts) throws StoreUnavailableException {
        try {
            client.putObject(put(key, bytes, facts), RequestBody.fromBytes(bytes));
            return PutOutcome.CREATED;
        } catch (S3Exception e) {
            if (e.statusCode() == StoreFailure.PRECONDITION_FAILED) {
                return PutOutcome.EXISTS;
            }
            throw failed("PUT", e);
        } catch (SdkException e) {
            throw failed("PUT", e);
        }
    }

    private PutObjectRequest put(String key, byte[] bytes, FileFacts facts) {
        PutObjectRequest.Builder put = PutObjectRequest.builder()
                .bucket(bucket)
                .key(key)
                .ifNoneMatch("*")
                .contentType(facts.contentType())
                .contentMD5(Md5.base64(bytes))
                .metadata(facts.toMetadata());
        return switch (encryption) {
            case NONE -> put.build();
            case S3 -> put.serverSideEncryption(ServerSideEncryption.AES256).build();
            case KMS ->
                put.serverSideEncryption(ServerSideEncryption.AWS_KMS)
                        .ssekmsKeyId(kmsKey)
                        .build();
        };
    }

    @Override
    public Optional<StoredFile> head(String key) throws StoreUnavailableException {
        try {
            HeadObjectResponse head =
                    client.headObject(request -> request.bucket(bucket).key(key));
            return Optional.of(new StoredFile(head.contentLength(), FileFacts.of(head.metadata())));
        } catch (S3Exception e) {
            if (e.statusCode() == StoreFailure.NOT_FOUND) {
                return Optional.empty();
            }
            throw failed("HEAD", e);
        } catch (SdkException e) {
            throw failed("HEAD", e);
        }
    }

    @Override
    public void list(String prefix, Consumer<String> each) throws StoreUnavailableException {
        try {
            client.listObjectsV2Paginator(request -> request.bucket(bucket).prefix(prefix)).contents().stream()
                    .map(S3Object::key)
                    .forEach(each);
        } catch (SdkException e) {
            throw failed("LIST", e);
        }
    }

    private StoreUnavailableException failed(String what, SdkException e) {
        int status = e instanceof S3Exception s3 ? s3.statusCode() : bucketStatus();
        AwsErrorDetails details = e instanceof S3Exception s3 ? s3.awsErrorDetails() : null;
        String code = details == null || details.errorCode() == null ? "" : details.errorCode();
        return StoreFailure.of(what, uri(), status, code, e);
    }

    /** A store that refuses a PUT may hang up before it has read the body, and its answer is lost: ask without one. */
    private int bucketStatus() {
        try {
            client.headBucket(head -> head.bucket(bucket));
            return 0;
        } catch (S3Exception e) {
            return e.statusCode();
        } catch (SdkException e) {
            return 0;
        }
    }
}
