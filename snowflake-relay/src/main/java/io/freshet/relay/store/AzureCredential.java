package io.freshet.relay.store;

/** How the relay proves to Azure who it is. */
public enum AzureCredential {
    /** By the token that Kubernetes keeps in a file, exchanged for one of Azure. */
    WORKLOAD_IDENTITY,
    /** By a token from the machine's own endpoint. */
    MANAGED_IDENTITY,
    /** By a signature for the container. */
    SAS,
    /** By the account's key, as the stand-in on a laptop wants it. */
    CONNECTION_STRING
}
