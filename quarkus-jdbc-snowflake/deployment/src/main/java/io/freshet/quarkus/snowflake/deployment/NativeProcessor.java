package io.freshet.quarkus.snowflake.deployment;

import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.ExtensionSslNativeSupportBuildItem;
import io.quarkus.deployment.builditem.nativeimage.ExcludeConfigBuildItem;
import io.quarkus.deployment.builditem.nativeimage.NativeImageAllowIncompleteClasspathBuildItem;
import io.quarkus.deployment.builditem.nativeimage.NativeImageProxyDefinitionBuildItem;
import io.quarkus.deployment.builditem.nativeimage.NativeImageResourceBuildItem;
import io.quarkus.deployment.builditem.nativeimage.NativeImageResourceBundleBuildItem;
import io.quarkus.deployment.builditem.nativeimage.ReflectiveClassBuildItem;
import io.quarkus.deployment.builditem.nativeimage.RuntimeInitializedPackageBuildItem;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;

/** What the driver needs to live in a native program. Each step says why it is there; docs/native.md lists them for readers. */
class NativeProcessor {

    /**
     * The jar carries the native-image hints of the libraries inside it, but under the names that these had before they were relocated: following
     * them fails the build.
     */
    @BuildStep
    ExcludeConfigBuildItem leaveOutHintsForRelocatedClasses() {
        return new ExcludeConfigBuildItem(".*snowflake-jdbc-[0-9.]+\\.jar", "/META-INF/native-image/.*");
    }

    /** Discouraged, hence deprecated, but there is no other way: the libraries inside the jar refer to optional ones that are not; Quarkus links at build time and would stop at each. */
    @BuildStep
    @SuppressWarnings("deprecation")
    NativeImageAllowIncompleteClasspathBuildItem allowAbsentOptionalLibraries() {
        return new NativeImageAllowIncompleteClasspathBuildItem("jdbc-snowflake");
    }

    /** Static initialisers of the driver start threads, read the environment, seed random generators and register security providers. */
    @BuildStep
    RuntimeInitializedPackageBuildItem initialiseAtRunTime() {
        return new RuntimeInitializedPackageBuildItem("net.snowflake.client");
    }

    @BuildStep
    void reflection(BuildProducer<ReflectiveClassBuildItem> classes) {
        classes.produce(ReflectiveClassBuildItem.builder(NativeHints.JSON_BODIES)
                .constructors()
                .fields()
                .methods()
                .reason("bodies of requests and answers that Jackson maps by reflection")
                .build());
        classes.produce(ReflectiveClassBuildItem.builder(NativeHints.COMMONS_LOGGING)
                .constructors()
                .reason("the HTTP client's logging looks for its implementation by name")
                .build());
        classes.produce(ReflectiveClassBuildItem.builder(NativeHints.MADE_BY_NAME)
                .constructors()
                .reason("made by name: the driver by DriverManager's service list, the security provider by the driver")
                .build());
    }

    @BuildStep
    void resources(
            BuildProducer<NativeImageResourceBuildItem> resources,
            BuildProducer<NativeImageResourceBundleBuildItem> bundles) {
        resources.produce(new NativeImageResourceBuildItem(NativeHints.RESOURCES));
        for (String bundle : NativeHints.MESSAGES) {
            bundles.produce(new NativeImageResourceBundleBuildItem(bundle));
        }
    }

    /** Connections and statements are handed out behind proxies that explain failures. */
    @BuildStep
    void proxies(BuildProducer<NativeImageProxyDefinitionBuildItem> proxies) {
        for (Class<?> type :
                new Class<?>[] {Connection.class, Statement.class, PreparedStatement.class, CallableStatement.class}) {
            proxies.produce(new NativeImageProxyDefinitionBuildItem(type.getName()));
        }
    }

    /** Snowflake is reached over TLS alone. */
    @BuildStep
    ExtensionSslNativeSupportBuildItem tls() {
        return new ExtensionSslNativeSupportBuildItem(SnowflakeProcessor.FEATURE);
    }
}
