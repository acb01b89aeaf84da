package io.freshet.quarkus.snowflake.config;

import io.quarkus.datasource.common.runtime.DataSourceUtil;
import io.quarkus.runtime.annotations.ConfigDocMapKey;
import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefaults;
import io.smallrye.config.WithParentName;
import io.smallrye.config.WithUnnamedKey;
import java.util.Map;

/** What Snowflake needs beyond {@code quarkus.datasource}, for each datasource of the kind {@code snowflake}. */
@ConfigMapping(prefix = "quarkus.snowflake")
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
public interface SnowflakeConfig {

    /**
     * Datasources, by the names that they have under {@code quarkus.datasource}.
     */
    @ConfigDocMapKey("datasource-name")
    @WithParentName
    @WithDefaults
    @WithUnnamedKey(DataSourceUtil.DEFAULT_DATASOURCE_NAME)
    Map<String, SnowflakeDataSourceConfig> dataSources();
}
