package io.freshet.local.store;

import java.util.List;

/**
 * How to reach a store, and where in it.
 *
 * @param prefix before {@code v1/…} in every key, without a slash at its end; empty where there is none
 * @param layouts path templates by which files are named beside the standard one
 */
public record StoreAccess(
        String endpoint,
        String region,
        String bucket,
        String prefix,
        List<String> layouts,
        String accessKey,
        String secretKey) {

    /** Of the standard layout alone. */
    public StoreAccess(
            String endpoint, String region, String bucket, String prefix, String accessKey, String secretKey) {
        this(endpoint, region, bucket, prefix, List.of(), accessKey, secretKey);
    }

    /** The same store, with files that are named by these templates too. */
    public StoreAccess withLayouts(List<String> others) {
        return new StoreAccess(endpoint, region, bucket, prefix, List.copyOf(others), accessKey, secretKey);
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "StoreAccess[" + endpoint + "/" + bucket + "/" + prefix + "]";
    }
}
