package io.freshet.relay.ops;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * Native image only: what the AWS SDK makes by name. Web identity builds a client of its own, through the service and a
 * system property that names it.
 */
@RegisterForReflection(
        classNames = "software.amazon.awssdk.http.urlconnection.UrlConnectionSdkHttpService",
        fields = false,
        methods = false)
final class NativeReflection {
    private NativeReflection() {}
}
