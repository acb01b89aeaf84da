package io.freshet.quarkus.snowflake.binding;

import io.quarkus.kubernetes.service.binding.runtime.ServiceBinding;
import io.quarkus.kubernetes.service.binding.runtime.ServiceBindingConfigSource;
import io.quarkus.kubernetes.service.binding.runtime.ServiceBindingConverter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A service binding of type {@code snowflake} configures the default datasource. Beside {@code username}, {@code password} and {@code jdbc-url} it
 * may hold {@code account}, {@code host}, {@code role}, {@code warehouse}, {@code database}, {@code schema}, {@code private-key},
 * {@code private-key-passphrase} and {@code token}.
 */
public final class SnowflakeServiceBindingConverter implements ServiceBindingConverter {

    private static final List<String> SNOWFLAKE = List.of(
            "account", "role", "warehouse", "database", "schema", "private-key", "private-key-passphrase", "token");

    @Override
    public Optional<ServiceBindingConfigSource> convert(List<ServiceBinding> bindings) {
        return ServiceBinding.singleMatchingByType("snowflake", bindings).map(SnowflakeServiceBindingConverter::source);
    }

    private static ServiceBindingConfigSource source(ServiceBinding binding) {
        Map<String, String> bound = binding.getProperties();
        Map<String, String> properties = new HashMap<>();
        copy(bound, "username", properties, "quarkus.datasource.username");
        copy(bound, "password", properties, "quarkus.datasource.password");
        copy(bound, "jdbc-url", properties, "quarkus.datasource.jdbc.url");
        String host = bound.get("host");
        if (host != null) {
            properties.putIfAbsent("quarkus.datasource.jdbc.url", "jdbc:snowflake://" + host);
        }
        SNOWFLAKE.forEach(key -> copy(bound, key, properties, "quarkus.snowflake." + key));
        return new ServiceBindingConfigSource("snowflake-k8s-service-binding-source", properties);
    }

    private static void copy(Map<String, String> from, String key, Map<String, String> to, String property) {
        String value = from.get(key);
        if (value != null) {
            to.put(property, value);
        }
    }
}
