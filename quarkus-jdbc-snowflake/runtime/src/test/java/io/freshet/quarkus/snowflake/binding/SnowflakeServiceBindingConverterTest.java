package io.freshet.quarkus.snowflake.binding;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.kubernetes.service.binding.runtime.ServiceBinding;
import io.quarkus.kubernetes.service.binding.runtime.ServiceBindingConverter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnowflakeServiceBindingConverterTest {

    @Test
    void configuresTheDefaultDatasource(@TempDir Path folder) throws IOException {
        for (Map.Entry<String, String> file : Map.of(
                        "type", "snowflake",
                        "username", "LOADER",
                        "account", "acme-eu",
                        "warehouse", "WH",
                        "private-key", "a key",
                        "host", "acme-eu.privatelink.snowflakecomputing.com")
                .entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }

        var source = new SnowflakeServiceBindingConverter().convert(List.of(new ServiceBinding(folder)));

        assertThat(source).isPresent();
        assertThat(source.get().getProperties())
                .containsOnly(
                        Map.entry("quarkus.datasource.username", "LOADER"),
                        Map.entry("quarkus.snowflake.account", "acme-eu"),
                        Map.entry("quarkus.snowflake.warehouse", "WH"),
                        Map.entry("quarkus.snowflake.private-key", "a key"),
                        Map.entry(
                                "quarkus.datasource.jdbc.url",
                                "jdbc:snowflake://acme-eu.privatelink.snowflakecomputing.com"));
    }

    @Test
    void leavesOtherBindingsAlone(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("type"), "postgresql");

        assertThat(new SnowflakeServiceBindingConverter().convert(List.of(new ServiceBinding(folder))))
                .isEmpty();
    }

    @Test
    void isFoundByQuarkus() {
        assertThat(ServiceLoader.load(ServiceBindingConverter.class))
                .hasAtLeastOneElementOfType(SnowflakeServiceBindingConverter.class);
    }
}
