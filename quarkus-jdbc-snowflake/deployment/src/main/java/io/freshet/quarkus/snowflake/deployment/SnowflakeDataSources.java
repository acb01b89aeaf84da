package io.freshet.quarkus.snowflake.deployment;

import io.quarkus.datasource.common.runtime.DataSourceUtil;
import io.quarkus.datasource.deployment.spi.DefaultDataSourceDbKindBuildItem;
import io.quarkus.datasource.runtime.DataSourcesBuildTimeConfig;
import io.quarkus.deployment.pkg.builditem.CurateOutcomeBuildItem;
import java.util.List;
import java.util.Optional;

/** Which datasources are Snowflake's: by {@code db-kind}, or because Snowflake's is the only driver there is. */
public final class SnowflakeDataSources {

    /** The value of {@code quarkus.datasource.db-kind}. */
    public static final String KIND = "snowflake";

    private SnowflakeDataSources() {}

    static List<String> names(
            DataSourcesBuildTimeConfig config,
            List<DefaultDataSourceDbKindBuildItem> kinds,
            CurateOutcomeBuildItem application) {
        return config.dataSources().entrySet().stream()
                .filter(entry -> {
                    // The same rule by which Agroal decides.
                    boolean implicit = !DataSourceUtil.isDefault(entry.getKey())
                            || entry.getValue().devservices().enabled().orElse(!config.hasNamedDataSources());
                    Optional<String> kind = DefaultDataSourceDbKindBuildItem.resolve(
                            entry.getValue().dbKind(), kinds, implicit, application);
                    return kind.filter(KIND::equals).isPresent();
                })
                .map(java.util.Map.Entry::getKey)
                .toList();
    }
}
