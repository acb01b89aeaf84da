package io.freshet.quarkus.snowflake.deployment;

import io.quarkus.builder.item.SimpleBuildItem;
import java.util.List;

/** The names of the datasources that are of the kind snowflake. */
public final class SnowflakeDataSourcesBuildItem extends SimpleBuildItem {

    private final List<String> names;

    public SnowflakeDataSourcesBuildItem(List<String> names) {
        this.names = List.copyOf(names);
    }

    public List<String> names() {
        return names;
    }
}
