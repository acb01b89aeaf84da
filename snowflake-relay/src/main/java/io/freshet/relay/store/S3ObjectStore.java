package io.freshet.relay.store;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A bucket of an S3 store that honours {@code If-None-Match: *} on PutObject. */
final class S3ObjectStore implements ObjectStore {
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int PRECONDITION_FAILED = 412;

    private final S3Client client;
    private final String bucket;

    S3ObjectStore(S3Client client, String bucket) {
        this.client = client;
        this.bucket = bucket;
    }

    @Override
    public String uri() {
        return "s3://" + bucket;
    }

    @Override
    public PutOutcome create(String key, byte[] bytes, FileFacts facts) throws StoreUnavailableException {
        try {
            client.putObject(
                    put -> put.bucket(bucket)
                            .key(key)
                            .ifNoneMatch("*")
                            .contentType("application/zstd")
                            .contentMD5(md5(bytes))
                            .metadata(facts.toMetadata()),
                    RequestBody.fromBytes(bytes));
            return PutOutcome.CREATED;
        } catch (S3Exception e) {
            if (e.statusCode() == PRECONDITION_FAILED) {
                return PutOutcome.EXISTS;
            }
            throw failed("PUT", e);
        } catch (SdkException e) {
            throw failed("PUT", e);
        }
    }

    @Override
    public Optional<StoredFile> head(String key) throws StoreUnavailableException {
        try {
            HeadObjectResponse head =
                    client.headObject(request -> request.bucket(bucket).key(key));
            return Optional.of(new StoredFile(head.contentLength(), FileFacts.of(head.metadata())));
        } catch (S3Exception e) {
            if (e.statusCode() == NOT_FOUND) {
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

    /** The status decides what to say; none of them means that the object is or isn't there. */
    private StoreUnavailableException failed(String what, SdkException e) {
        int status = e instanceof S3Exception s3 ? s3.statusCode() : bucketStatus();
        String why = switch (status) {
            case 0 -> "no answer: " + e.getMessage();
            case FORBIDDEN -> "denied (403): check the credentials and that they may list, read and write";
            case NOT_FOUND -> "the bucket does not exist (404)";
            case CONFLICT -> "another write to the same key is under way (409)";
            default -> "status " + status;
        };
        return new StoreUnavailableException(what + " at " + uri() + ": " + why, e);
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

    /** Checked by the store on arrival; every S3 store knows this one. */
    private static String md5(byte[] bytes) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("MD5").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
