package io.freshet.relay.ops;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * Native image only: what libraries make by name. Web identity and roles of a profile are made by the AWS SDK through the token
 * service's factories, with a client of their own that a system property names; the Azure client reads errors into these classes; fault
 * tolerance finds its parts as services.
 */
@RegisterForReflection(
        classNames = {
            "software.amazon.awssdk.http.urlconnection.UrlConnectionSdkHttpService",
            "software.amazon.awssdk.services.sts.internal.StsWebIdentityCredentialsProviderFactory",
            "software.amazon.awssdk.services.sts.internal.StsProfileCredentialsProviderFactory",
            "com.azure.storage.blob.implementation.models.BlobStorageExceptionInternal",
            "com.azure.storage.blob.implementation.models.BlobStorageError",
            "com.azure.storage.blob.implementation.models.BlobSignedIdentifierWrapper",
            "io.smallrye.faulttolerance.standalone.StandaloneSpi"
        },
        fields = false)
final class NativeReflection {
    private NativeReflection() {}
}
