package io.freshet.local.store;

/**
 * How to reach a store, and where in it.
 *
 * @param prefix before {@code v1/…} in every key, without a slash at its end; empty where there is none
 */
public record StoreAccess(
        String endpoint, String region, String bucket, String prefix, String accessKey, String secretKey) {

    /** Without the secret. */
    @Override
    public String toString() {
        return "StoreAccess[" + endpoint + "/" + bucket + "/" + prefix + "]";
    }
}
