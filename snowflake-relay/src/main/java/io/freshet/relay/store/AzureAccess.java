package io.freshet.relay.store;

import com.azure.core.credential.AzureSasCredential;
import com.azure.core.credential.TokenCredential;
import com.azure.storage.blob.BlobContainerClientBuilder;

/** How the relay proves who it is, with what that needs. */
public sealed interface AzureAccess {
    /** Gives the client what it needs. */
    void apply(BlobContainerClientBuilder client);

    /** The account's key and its address; the stand-in on a laptop has no other. */
    record ByConnectionString(String secret) implements AzureAccess {
        @Override
        public void apply(BlobContainerClientBuilder client) {
            client.connectionString(secret);
        }

        /** Without the secret. */
        @Override
        public String toString() {
            return "ByConnectionString";
        }
    }

    /** A signature for the container, without the question mark. */
    record BySignature(String secret) implements AzureAccess {
        @Override
        public void apply(BlobContainerClientBuilder client) {
            client.credential(new AzureSasCredential(secret));
        }

        /** Without the secret. */
        @Override
        public String toString() {
            return "BySignature";
        }
    }

    /** Tokens of an identity: nothing is kept that could be stolen. */
    record ByIdentity(TokenCredential identity) implements AzureAccess {
        @Override
        public void apply(BlobContainerClientBuilder client) {
            client.credential(identity);
        }
    }
}
