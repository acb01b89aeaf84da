package io.freshet.gateway.intake.mqtt;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** User properties that are the attributes of a CloudEvent. */
final class UserProperties {
    static final String SPEC_VERSION = "specversion";
    private static final String CONTENT_TYPE = "datacontenttype";

    private UserProperties() {}

    /** Those whose names an attribute can have: others are the sender's own. */
    static Map<String, String> attributes(Map<String, String> properties, @Nullable String contentType) {
        Map<String, String> attributes = new HashMap<>();
        properties.forEach((name, value) -> {
            if (isAttribute(name) && !name.equals(CONTENT_TYPE)) {
                attributes.put(name, value);
            }
        });
        if (contentType != null) {
            attributes.put(CONTENT_TYPE, contentType);
        }
        return attributes;
    }

    private static boolean isAttribute(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9')) {
                return false;
            }
        }
        return !name.isEmpty();
    }
}
