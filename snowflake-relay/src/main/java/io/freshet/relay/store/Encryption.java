package io.freshet.relay.store;

/** What S3 is told about encrypting an object. */
public enum Encryption {
    /** Nothing: the bucket's own setting counts. */
    NONE,
    /** By keys of S3. */
    S3,
    /** By a key of KMS. */
    KMS
}
